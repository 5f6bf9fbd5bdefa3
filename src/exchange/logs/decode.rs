//! Text of any encoding as UTF-8, while it is read.

use super::meter::Gauge;
use encoding_rs::{Decoder, Encoding, GB18030, UTF_8};
use std::io::{self, Read};

/// The encoding of a file: by its mark of byte order, by what its XML says, UTF-8 where its bytes are that, else GB 18030.
pub(super) fn encoding(head: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    if let Some(declared) = declared(head) {
        return declared;
    }
    // The last character may be cut.
    let is_utf8 = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    if is_utf8 { UTF_8 } else { GB18030 }
}

/// What `<?xml … encoding="GBK"?>` says.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let line = head.get(..head.len().min(256))?;
    let line = String::from_utf8_lossy(line);
    let inside = line.trim_start().strip_prefix("<?xml")?.split_once("?>")?.0.to_owned();
    let value = inside.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start().to_owned();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = value.split(quote).nth(1)?;
    // Bytes that can be read as they are were not UTF-16, whatever they say.
    Encoding::for_label(label.as_bytes()).map(Encoding::output_encoding)
}

/// Whether the text begins as XML does.
pub(super) fn is_xml(head: &[u8], encoding: &'static Encoding) -> bool {
    let start = head.get(..head.len().min(256)).unwrap_or_default();
    let (text, _) = encoding.decode_with_bom_removal(start);
    text.trim_start().starts_with('<')
}

/// The stream as UTF-8 without its mark of byte order. Bytes that are no text become U+FFFD; those of UTF-8 stay as they
/// are.
pub(super) fn reader<'a>(
    stream: impl Read + 'a,
    encoding: &'static Encoding,
    gauge: Gauge,
) -> Box<dyn Read + 'a> {
    if encoding == UTF_8 {
        return Box::new(Plain { stream, gauge, fresh: true });
    }
    Box::new(Decoding {
        stream,
        decoder: encoding.new_decoder_with_bom_removal(),
        raw: vec![0; 64 * 1024],
        text: Vec::new(),
        at: 0,
        ended: false,
        gauge,
    })
}

/// UTF-8 as it is.
struct Plain<R> {
    stream: R,
    gauge: Gauge,
    fresh: bool,
}

impl<R: Read> Read for Plain<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        const MARK: &[u8] = "\u{feff}".as_bytes();
        let mut read = self.stream.read(buffer)?;
        // The first piece is the head of the file, which is in memory.
        if std::mem::take(&mut self.fresh) && buffer[..read].starts_with(MARK) {
            buffer.copy_within(MARK.len()..read, 0);
            read -= MARK.len();
            if read == 0 {
                read = self.stream.read(buffer)?;
            }
        }
        self.gauge.took(&buffer[..read])?;
        Ok(read)
    }
}

/// Text of another encoding.
struct Decoding<R> {
    stream: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// What is decoded and not yet taken, from `at` on.
    text: Vec<u8>,
    at: usize,
    ended: bool,
    gauge: Gauge,
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() && !self.ended {
            let read = self.stream.read(&mut self.raw)?;
            self.ended = read == 0;
            // Three bytes for each are enough for every encoding there is.
            self.text.resize(self.decoder.max_utf8_buffer_length(read).unwrap_or(read * 3 + 16), 0);
            let (_, _, written, _) =
                self.decoder.decode_to_utf8(&self.raw[..read], &mut self.text, self.ended);
            self.text.truncate(written);
            self.at = 0;
        }
        let rest = &self.text[self.at..];
        let taken = rest.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&rest[..taken]);
        self.at += taken;
        self.gauge.took(&buffer[..taken])?;
        Ok(taken)
    }
}

//! What Unix does for the terminal: its modes, its size, reading, writing and stopping.

use std::{
    io,
    os::fd::{AsFd, BorrowedFd, OwnedFd},
    sync::{Mutex, OnceLock, PoisonError},
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::{Mode, OFlags},
    io::Errno,
    process::{Signal, kill_current_process_group},
    stdio::{stderr, stdin, stdout},
    termios::{
        ControlModes, InputModes, LocalModes, OptionalActions, OutputModes, SpecialCodeIndex, Termios,
        isatty, tcgetattr, tcgetwinsize, tcsetattr,
    },
};

pub(crate) mod guard;

pub(crate) const PASTE_ON: &[u8] = b"\x1b[?2004h";
pub(crate) const PASTE_OFF: &[u8] = b"\x1b[?2004l";

/// Opened when standard input or output is no terminal; never closed, so that any thread may use it.
static OPENED: OnceLock<Option<OwnedFd>> = OnceLock::new();
/// The modes of the terminal before us.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);
static INPUT: OnceLock<BorrowedFd<'static>> = OnceLock::new();
static OUTPUT: OnceLock<BorrowedFd<'static>> = OnceLock::new();

fn opened() -> Option<BorrowedFd<'static>> {
    let open =
        || rustix::fs::open("/dev/tty", OFlags::RDWR | OFlags::CLOEXEC | OFlags::NOCTTY, Mode::empty());
    OPENED.get_or_init(|| open().ok()).as_ref().map(AsFd::as_fd)
}

fn terminal_or_opened(standard: BorrowedFd<'static>) -> BorrowedFd<'static> {
    if isatty(standard) { standard } else { opened().unwrap_or(standard) }
}

/// Where keys come from.
pub(crate) fn input() -> BorrowedFd<'static> {
    *INPUT.get_or_init(|| terminal_or_opened(stdin()))
}

/// Where frames go.
fn output() -> BorrowedFd<'static> {
    *OUTPUT.get_or_init(|| terminal_or_opened(stdout()))
}

/// Uses the terminal of the process that started this one, as it handed it over.
fn stand_in() {
    INPUT.get_or_init(stderr);
    OUTPUT.get_or_init(stdout);
}

/// The modes of before, as numbers that another process can be told.
fn before() -> Option<guard::Modes> {
    let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    before.as_ref().map(|modes| {
        let [least, time] =
            [SpecialCodeIndex::VMIN, SpecialCodeIndex::VTIME].map(|code| modes.special_codes[code]);
        [
            modes.input_modes.bits().into(),
            modes.output_modes.bits().into(),
            modes.control_modes.bits().into(),
            modes.local_modes.bits().into(),
            least.into(),
            time.into(),
        ]
    })
}

/// Notes the modes of before as another process knew them; the rest is left as it is. Modes that are no longer raw
/// are those of a shell that has the terminal back already: they stay.
fn know_before([input, output, control, local, least, time]: guard::Modes) {
    let Ok(mut modes) = tcgetattr(self::input()) else { return };
    let typed = LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
    if modes.local_modes.intersects(typed) || modes.output_modes.contains(OutputModes::OPOST) {
        return;
    }
    modes.input_modes = InputModes::from_bits_retain(input as _);
    modes.output_modes = OutputModes::from_bits_retain(output as _);
    modes.control_modes = ControlModes::from_bits_retain(control as _);
    modes.local_modes = LocalModes::from_bits_retain(local as _);
    modes.special_codes[SpecialCodeIndex::VMIN] = least as _;
    modes.special_codes[SpecialCodeIndex::VTIME] = time as _;
    *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) = Some(modes);
}

/// Takes the terminal: every key comes at once and unchanged. Modes of before are not noted a second
/// time while the terminal is ours.
pub(crate) fn enter(again: bool) -> io::Result<()> {
    let mut modes = tcgetattr(input())?;
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    if !again || before.is_none() {
        *before = Some(modes.clone());
    }
    modes.make_raw();
    tcsetattr(input(), OptionalActions::Now, &modes)?;
    Ok(())
}

/// Gives the terminal its modes back.
pub(crate) fn leave() {
    let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(modes) = before.as_ref() {
        // This fails when the terminal has vanished, and then there is nothing to give back.
        let _ = tcsetattr(input(), OptionalActions::Now, modes);
    }
}

/// Buttons and drags, with coordinates of any size. Motion without a button is not asked for: it
/// would wake us for nothing.
pub(crate) fn mouse(on: bool) -> &'static [u8] {
    if on { b"\x1b[?1000h\x1b[?1002h\x1b[?1006h" } else { b"\x1b[?1006l\x1b[?1002l\x1b[?1000l" }
}

/// Writes all of it, with one call if the terminal takes it.
pub(crate) fn write(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(output(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::INTR) => {}
            // Another program may have made the terminal non-blocking.
            Err(Errno::AGAIN) => {
                let output = output();
                poll(&mut [PollFd::new(&output, PollFlags::OUT)], None)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Writes a few last bytes, unless the terminal takes none for a while: nobody may be reading it.
pub(crate) fn write_if_read(bytes: &[u8]) -> io::Result<()> {
    let patience = Timespec { tv_sec: 0, tv_nsec: 300_000_000 };
    let output = output();
    match poll(&mut [PollFd::new(&output, PollFlags::OUT)], Some(&patience)) {
        Ok(0) => Err(io::ErrorKind::TimedOut.into()),
        _ => write(bytes),
    }
}

/// Columns and rows.
pub(crate) fn size() -> Option<(u16, u16)> {
    let size = tcgetwinsize(output()).ok()?;
    Some((size.ws_col, size.ws_row))
}

/// Stops us with those that were started together with us, as the suspend key of a terminal does.
pub(crate) fn stop_all() -> io::Result<()> {
    kill_current_process_group(Signal::STOP)?;
    Ok(())
}

/// Stops us as the stop signal would have, had we not caught it.
pub(crate) fn stop_self() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

//! What is seen when a thread panics: the terminal as it was, where in the program it happened, and nothing that a
//! person entered. The message of a panic often quotes the value that caused it, such as the text that was to be cut.

use super::screen;
use crate::say;
use crate::text::{Lang, Phrase};
use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write as _};
use std::panic::PanicHookInfo;
use std::sync::Once;

/// Has every panic from now on, of any thread, leave the terminal as it was and name its place only. With the terminal
/// taken the process ends: going on would draw over what is said.
pub(crate) fn keep_data_out() {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let ours = screen::restore();
            // With standard error gone there is nobody to tell.
            let _ = io::stderr().write_all(told(panic).as_bytes());
            if ours {
                std::process::abort();
            }
        }));
    });
}

/// What is said: in both languages, for which one is spoken may be what went wrong. A message that was written down
/// in the program is said with it, one that was put together is not.
fn told(panic: &PanicHookInfo<'_>) -> String {
    let message = panic.payload().downcast_ref::<&'static str>().map(|message| format!(" ({message})"));
    let place = panic.location().map_or_else(String::new, |at| format!("{}:{}", at.file(), at.line()));
    let place = place + &message.unwrap_or_default();
    let said: Phrase = say!(
        "程序内部出错，停在 {place}。已保存的都在；没有存下的文字，下次打开时会问要不要放回。请把这一行告诉开发者。",
        "Internal error at {place}. What was saved is kept, and unsaved text is offered when you open the project again. Please report this line.",
        place
    );
    let trace = Backtrace::capture();
    let trace = if trace.status() == BacktraceStatus::Captured { format!("{trace}") } else { String::new() };
    format!("{}\n{}\n{trace}", said.get(Lang::Zh), said.get(Lang::En))
}

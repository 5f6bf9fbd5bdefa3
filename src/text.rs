//! Stand-in until the real one lands.
use std::borrow::Cow;
/// Language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Lang {
    /** zh */
    #[default]
    Zh,
    /** en */
    En,
}
/// Pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /** zh */
    pub zh: &'static str,
    /** en */
    pub en: &'static str,
}
/// Pair.
pub const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}
impl Text {
    /** get */
    pub fn get(self, l: Lang) -> &'static str {
        match l {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}
/// Sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /** zh */
    pub zh: Cow<'static, str>,
    /** en */
    pub en: Cow<'static, str>,
}
impl Phrase {
    /** get */
    pub fn get(&self, l: Lang) -> &str {
        match l {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}
impl From<Text> for Phrase {
    fn from(t: Text) -> Phrase {
        Phrase { zh: t.zh.into(), en: t.en.into() }
    }
}
/// Say.
#[macro_export]
macro_rules! say { ($zh:literal, $en:literal $(, $($a:tt)*)?) => { $crate::text::Phrase { zh: format!($zh $(, $($a)*)?).into(), en: format!($en $(, $($a)*)?).into() } } }

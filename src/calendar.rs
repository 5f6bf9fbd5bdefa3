//! Stand-in.
use chrono::NaiveDate;
/// e
pub struct DateError;
impl DateError {
    /** p */
    pub fn phrase(&self) -> crate::text::Phrase {
        crate::say!("x", "x")
    }
}
/// p
pub fn parse_date(_: &str, _: NaiveDate) -> Result<NaiveDate, DateError> {
    Err(DateError)
}

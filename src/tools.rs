//! The tools of the workbook, each in a folder of its own. Adding one is a folder here and one word in
//! [`TOOLS`](crate::registry::TOOLS). No tool knows the screen. A tool may use the rows and facts of another, but
//! never in a circle.

pub mod actions;
pub mod adkar;
pub mod charter;
pub mod checklist;
pub mod closing;
pub mod communication;
pub mod eventlogs;
pub mod homework;
pub mod journey;
pub mod kotter;
pub mod kpi;
pub mod meetings;
pub mod methods;
pub mod premortem;
pub mod process;
pub mod readiness;
pub mod resistance;
pub mod roadmap;
pub mod safeguards;
#[cfg(test)]
mod tests;
pub mod wins;

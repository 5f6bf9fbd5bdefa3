//! The state of the running program and how an event changes it. Knows no terminal and does no IO.

pub mod editor;

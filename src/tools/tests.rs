//! Support for the tests of the tools.

pub mod book;

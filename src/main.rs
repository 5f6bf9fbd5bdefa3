//! The program `changebook`.

fn main() {}

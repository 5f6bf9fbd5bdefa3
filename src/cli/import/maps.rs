//! Which columns of a file go where, as `--map` says.

use super::super::{Failure, names};
use crate::intake::{Decision, Field, Intake, Out, Sure};
use crate::say;
use crate::sheet::comparable;

/// Takes in what the command line says of columns, each by its title or as `#1`. Refuses two that go into one, and one that
/// is named twice.
pub(super) fn map(intake: &mut Intake, maps: &[(String, String)]) -> Result<(), Failure> {
    let def = intake.def;
    let (mut filled, mut named) = (Vec::new(), Vec::<(usize, String)>::new());
    for (title, column) in maps {
        let number = title.strip_prefix('#').and_then(|n| n.parse::<usize>().ok()?.checked_sub(1));
        let is_called = |at: &usize| comparable(intake.title(*at)) == comparable(title);
        let called: Vec<usize> = match number.filter(|at| *at < intake.width()) {
            Some(at) => vec![at],
            None => (0..intake.width()).filter(is_called).collect(),
        };
        let Some((&at, others)) = called.split_first() else {
            let titles: Vec<&str> =
                (0..intake.width()).map(|at| intake.title(at)).filter(|t| !t.is_empty()).collect();
            return Err(Failure::Refused(say!(
                "文件里没有标题“{title}”；有 {titles}",
                "the file has no title '{title}'; it has {titles}",
                title,
                titles = crate::text::names(&titles)
            )));
        };
        let written = format!("{title}={column}");
        if let Some((_, earlier)) = named.iter().find(|(there, _)| *there == at) {
            return Err(Failure::Refused(say!(
                "--map 给同一列写了两次：“{earlier}”和“{written}”；一列只能放进一栏，请留下其中一个",
                "--map names one column of the file twice: '{earlier}' and '{written}'; it goes into one column alone, so keep one of them"
            )));
        }
        named.push((at, written));
        let column = if column.trim().is_empty() { None } else { Some(names::column(def, column)?) };
        if column.is_some() && filled.contains(&column) {
            return Err(Failure::Refused(say!(
                "--map 把两列放进了同一栏“{column}”",
                "--map puts two columns into {column}",
                column = def.columns[column.unwrap_or_default()].title
            )));
        }
        filled.push(column);
        leave_out(intake, if column.is_some() { others } else { &called });
        intake.decide(Decision::Column(at, column));
    }
    Ok(())
}

/// Leaves columns of a file out; one that means the same as one of them takes its place.
fn leave_out(intake: &mut Intake, columns: &[usize]) {
    for at in columns {
        let column = intake.fields[*at].column();
        intake.decide(Decision::Column(*at, None));
        let twin = (0..intake.width()).find(|n| intake.fields[*n] == Field::Out(Out::Twice(*at)));
        if let Some((twin, column)) = twin.zip(column) {
            intake.fields[twin] = Field::Column(column, Sure::Named);
        }
    }
}

//! The filter of a view, and the way to a row by its number or its name.

use super::editor::Editor;
use super::enabled::has_rows;
use super::filter::{self, Filter, Subject};
use super::layer::{Form, FormField, Layer, Purpose};
use super::{App, Here};
use crate::command::Command;
use crate::finding::{Level, Place};
use crate::project;
use crate::say;
use crate::search::Query;
use crate::sheet::comparable;
use crate::sheet::{AnyRow, Id, Kind};
use crate::text::{Lang, Phrase, Text, text};
use crate::tool::Layout;

impl App {
    /// Asks for the conditions of the rows to show.
    pub(super) fn filter_form(&mut self) {
        let typed = self.view_state().and_then(|state| state.filter.as_ref()).map(|f| f.typed.clone());
        let such = self.such_conditions();
        let help = say!(
            "列名加条件{such}，或直接写几个字；几个条件用分号隔开。留空显示全部",
            "A column and a value{such}, or plain words; separate several with ;. Blank shows all rows",
            such
        );
        let (title, field) = (text("筛选", "Filter"), text("条件", "Condition"));
        self.line_form(Purpose::Filter, title, field, help, &typed.unwrap_or_default());
    }

    /// Conditions that rows shown here meet, as examples; where there are no rows, the signs.
    fn such_conditions(&self) -> Phrase {
        let Some(((.., view), facts)) = self.view().zip(self.facts()) else { return Phrase::same("") };
        let in_lang =
            |lang| self.with_subjects(|all| filter::examples((view, facts), all, (self.today, lang)));
        let (zh, en) = (in_lang(Lang::Zh), in_lang(Lang::En));
        if zh.is_empty() || en.is_empty() {
            return text("（= 是，~ 含有，> 大于，< 小于）", " (= is, ~ holds, > more, < less)").into();
        }
        let (zh, en) = (zh.join("、"), en.join(", "));
        say!("，如 {zh}", ", such as {en}")
    }

    /// Does something with all rows or lines of the view, whether they are shown or not.
    fn with_subjects<T>(&self, look: impl FnOnce(&[Subject<'_>]) -> T) -> T {
        let (Some((.., view)), Some(facts)) = (self.view(), self.facts()) else { return look(&[]) };
        if let Some(plan) = self.list() {
            let lines = (plan.lines)(facts);
            return look(&lines.iter().map(Subject::Line).collect::<Vec<_>>());
        }
        let Some(sheet) = self.sheet() else { return look(&[]) };
        let places = (view.rows)(facts).unwrap_or_else(|| (0..sheet.len()).collect());
        let rows = places.iter().filter_map(|place| sheet.row(*place)).map(Subject::Row);
        look(&rows.collect::<Vec<_>>())
    }

    /// Asks for the number or the name of a row.
    pub(super) fn go_to_form(&mut self) {
        self.line_form(
            Purpose::GoTo,
            text("转到行", "Go to row"),
            text("行", "Row"),
            text("行号，或名称的一部分：12、3号中心", "Its number, or a part of its name: 12, Centre 3"),
            "",
        );
    }

    pub(super) fn line_form(
        &mut self,
        purpose: Purpose,
        title: crate::text::Text,
        field: crate::text::Text,
        help: impl Into<Phrase>,
        typed: &str,
    ) {
        let mut editor = Editor::line(typed);
        editor.select_all();
        let field = FormField { title: field, help: help.into(), kind: Kind::Text, editor, error: None };
        self.layers.push(Layer::Form(Form { title, purpose, fields: vec![field], at: 0, reason: None }));
    }

    /// Does what a form of one line asks for; what it cannot do it says in the form.
    pub(super) fn submit_line(&mut self, purpose: Purpose, typed: &str) {
        let done = match purpose {
            Purpose::Filter => self.filter_by(typed),
            Purpose::Replay => match self.day_to_replay(typed) {
                Ok(day) => {
                    self.layers.pop();
                    return self.start_replay(day);
                }
                Err(reason) => Err(reason),
            },
            _ => self.go_to_typed(typed),
        };
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        match done {
            Ok(()) => _ = self.layers.pop(),
            Err(reason) => form.fields[0].refuse(reason),
        }
    }

    /// Goes to a cell, and shows its rows alone that have these titles and values in common.
    pub(super) fn go_among(&mut self, place: Place, common: &[(Text, Phrase)]) {
        let lang = self.lang();
        let condition = |(title, value): &(Text, Phrase)| filter::is(title.get(lang), value.get(lang));
        let typed: Vec<String> = common.iter().map(condition).collect();
        // Where no row is called that, the cell alone is shown.
        if self.go(place) && self.filter_by(&typed.join("; ")).is_ok() {
            self.go(place);
        }
    }

    fn filter_by(&mut self, typed: &str) -> Result<(), Phrase> {
        let Some((.., view)) = self.view() else { return Ok(()) };
        let of_column = self.of_column(typed);
        let slot = self.view_state().map(|state| state.slot).filter(|_| self.list().is_none());
        match filter::read(of_column.as_deref().unwrap_or(typed), view, slot, (self.today, self.lang()))? {
            None => self.filter_off(),
            Some(filter) => {
                let fit = self.count_fitting(&filter);
                if fit == 0 {
                    let none = text("没有一行符合这些条件", "No row meets these conditions");
                    let about = self.facts().map(|facts| (view, facts, self.lang()));
                    let why = about.and_then(|about| self.with_subjects(|all| filter.why_none(about, all)));
                    return Err(why.unwrap_or_else(|| none.into()));
                }
                self.set_filter(Some(filter));
                self.say_filtered();
            }
        }
        Ok(())
    }

    /// What is said of a row that was just begun and does not meet the conditions; none if it does.
    pub(super) fn is_filtered_out(&self, row: Id) -> Option<Phrase> {
        let (.., view) = self.view()?;
        let filter = self.view_state()?.filter.as_ref()?;
        let sheet = self.sheet()?;
        let row = sheet.row(sheet.position(row)?)?;
        if filter.fits(view, self.facts()?, Subject::Row(row)) {
            return None;
        }
        let how = self.how(Command::FilterOff);
        Some(say!(
            "这一行还不符合筛选，重新筛选就看不到：{how}显示全部行",
            "This row does not meet the filter and is hidden once you filter again: {how} shows all rows",
            how
        ))
    }

    /// The condition that plain words mean where the cursor stands in a column that has them as a value: that column has
    /// it, whatever other columns say.
    fn of_column(&self, typed: &str) -> Option<String> {
        let wanted = comparable(typed);
        let here = self.here().filter(|here| matches!(here.view.layout, Layout::Grid(_)))?;
        if wanted.is_empty() || self.list().is_some() || !filter::is_words(typed, here.view) {
            return None;
        }
        let (column, opened, sheet) = (here.column()?, self.opened.as_ref()?, self.sheet()?);
        let holds = |row: &dyn AnyRow| {
            let text = |lang| project::cell_text(&opened.project, row, column, lang);
            [Lang::Zh, Lang::En].into_iter().any(|lang| comparable(&text(lang)) == wanted)
        };
        let found = (0..sheet.len()).filter_map(|at| sheet.row(at)).any(holds);
        let title = here.view.sheet.columns.get(column)?.title.get(self.lang());
        found.then(|| format!("{title}={}", typed.trim()))
    }

    fn count_fitting(&self, filter: &Filter) -> usize {
        let (Some((.., view)), Some(facts)) = (self.view(), self.facts()) else { return 0 };
        self.with_subjects(|all| all.iter().filter(|one| filter.fits(view, facts, **one)).count())
    }

    /// Shows only the rows with the value under the cursor, among those that are shown.
    pub(super) fn filter_only(&mut self) {
        let lang = self.lang();
        let (Some((.., view)), Some(facts), Some(state)) = (self.view(), self.facts(), self.view_state())
        else {
            return;
        };
        let line = self.line();
        let (subject, at) = match (self.list(), &line, self.row()) {
            (Some(plan), Some(line), _) => (Subject::Line(line), plan.only),
            (None, _, Some(row)) => (Subject::Row(row), state.slot),
            _ => return,
        };
        let filter = Filter::only(state.filter.as_ref(), (view, facts, lang), subject, at);
        self.set_filter(Some(filter));
        self.say_filtered();
    }

    /// Whether a command is one of grids, and what is shown is none.
    pub fn is_of_grids(&self, command: Command) -> bool {
        use Command as C;
        let of_grids = matches!(
            command,
            C::Sort
                | C::SelectAll
                | C::SelectColumn
                | C::SelectRow
                | C::FilterOnly
                | C::WidenColumn
                | C::NarrowColumn
                | C::HideColumn
                | C::ShowColumns
        );
        let listed = command == C::FilterOnly && self.list().is_some();
        of_grids && !listed && self.here().is_some_and(|here| !matches!(here.view.layout, Layout::Grid(_)))
    }

    /// Whether a command about which rows are shown is possible here, and if not, why.
    pub(super) fn can_look(&self, command: Command, here: Option<Here>) -> Result<(), Phrase> {
        let in_grid = here.is_some_and(|here| matches!(here.view.layout, Layout::Grid(_)));
        let rows = here.is_some_and(|here| has_rows(&here.view.layout));
        let filtered = self.view_state().is_some_and(|state| state.filter.is_some());
        let why_not = match command {
            Command::FilterOff if !filtered => {
                text("没有筛选：全部行都在", "There is no filter: all rows are shown")
            }
            Command::GoToRow if !rows => text("这里没有行", "There are no rows here"),
            Command::Filter if !in_grid && self.list().is_none() => {
                text("这一页不是表格或列表，用不了", "This tab has no rows to filter")
            }
            Command::FilterOnly if self.list().is_some() && self.line().is_some() => return Ok(()),
            Command::FilterOnly
            | Command::WidenColumn
            | Command::NarrowColumn
            | Command::HideColumn
            | Command::ShowColumns
                if !in_grid =>
            {
                text("这一页不是表格，用不了", "This tab has no rows and columns to do that to")
            }
            Command::FilterOnly if here.is_none_or(|here| here.row.is_none()) => {
                text("先把光标移到一行上", "Move the cursor to a row first")
            }
            _ => return Ok(()),
        };
        Err(why_not.into())
    }

    /// Shows all rows again.
    pub(super) fn filter_off(&mut self) {
        self.set_filter(None);
        self.say(Level::Blank, text("显示全部行", "All rows are shown"));
    }

    fn set_filter(&mut self, filter: Option<Filter>) {
        let before = self.row().map(AnyRow::id);
        let line = self.line();
        if let Some(state) = self.view_state_mut() {
            state.set_filter(filter);
        }
        self.settle();
        if self.list().is_some() {
            // The same line stays under the cursor where it is shown.
            let at = self.lines().iter().position(|shown| Some(shown) == line.as_ref());
            if let Some(state) = self.view_state_mut() {
                state.row = at.unwrap_or(0);
            }
        } else if before != self.row().map(AnyRow::id)
            && let Some(state) = self.view_state_mut()
        {
            state.row = 0;
        }
        self.note_row();
    }

    fn say_filtered(&mut self) {
        let Some(state) = self.view_state() else { return };
        let (shown, all) = (state.len(), state.unfiltered);
        let how = self.how(Command::FilterOff);
        self.say(
            Level::Blank,
            say!(
                "筛出 {shown} 行，共 {all} 行；{how}显示全部",
                "{shown} of {all} rows; {how} shows all",
                how
            ),
        );
    }

    /// What is shown of the view and under which conditions, if it is filtered.
    pub fn filtered(&self) -> Option<Phrase> {
        let state = self.view_state()?;
        let filter = state.filter.as_ref()?;
        let (typed, shown, all) = (&filter.typed, state.len(), state.unfiltered);
        let how = self.how(Command::FilterOff);
        Some(say!(
            "筛选：{shown}/{all} 行 · {how}显示全部 · {typed}",
            "Filter: {shown} of {all} rows · {how} shows all · {typed}",
            how
        ))
    }

    fn go_to_typed(&mut self, typed: &str) -> Result<(), Phrase> {
        let wanted = comparable(typed);
        if wanted.is_empty() {
            return Err(text("请写行号或名称", "Write the number or the name of a row").into());
        }
        let Some(len) = self.view_state().map(super::ViewState::len) else { return Ok(()) };
        let bare = wanted.trim_start_matches(['#', '第']).trim_end_matches('行');
        if let Ok(number) = bare.parse::<usize>() {
            if !(1..=len).contains(&number) {
                return Err(say!(
                    "这里有 {len} 行：请写 1 到 {len}",
                    "There are {len} rows: write 1 to {len}"
                ));
            }
            if let Some(state) = self.view_state_mut() {
                (state.row, state.selection) = (number - 1, None);
            }
            self.note_row();
            return Ok(());
        }
        let Some(id) = self.row_called(typed) else {
            return Err(say!("没有名称里有“{typed}”的行", "No row has '{typed}' in its name"));
        };
        self.go_to_row(id);
        Ok(())
    }

    /// The row with this name, or the next one from the cursor on whose name holds these words.
    fn row_called(&self, typed: &str) -> Option<Id> {
        let (state, sheet, facts) = (self.view_state()?, self.sheet()?, self.facts()?);
        let (wanted, query) = (comparable(typed), Query::new(typed));
        let rows = || {
            let from = state.row + 1;
            let around = (0..state.len()).map(move |n| (n + from) % state.len());
            around.filter_map(|n| sheet.row(state.place(n)?))
        };
        let name = |row: &dyn AnyRow, lang| project::row_title(facts.project(), row, lang);
        let called = |is: &dyn Fn(&str) -> bool| {
            rows().find(|row| [Lang::Zh, Lang::En].iter().any(|lang| is(&name(*row, *lang)))).map(AnyRow::id)
        };
        called(&|name| comparable(name) == wanted)
            .or_else(|| called(&|name| comparable(name).contains(&wanted)))
            .or_else(|| called(&|name| query.stands_in(name)))
    }
}

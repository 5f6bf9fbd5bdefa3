//! From a drawing to the rows behind it: the row at once where there is one, else a list to choose from.

use super::App;
use super::layer::{Chooser, Does, Item, Layer};
use crate::facts::Facts;
use crate::text::text;
use crate::tool::{Layout, Lead};

impl App {
    /// What finds the rows behind the drawings that are shown; none where rows are shown themselves. It is not asked
    /// before somebody goes there: a large project has many.
    pub fn leads(&self) -> Option<fn(&Facts) -> Vec<Lead>> {
        self.view().filter(|(.., view)| matches!(view.layout, Layout::Panels))?.2.leads
    }

    /// Goes to the row behind a drawing, or asks to which.
    pub(super) fn follow_drawing(&mut self) {
        let leads = self.leads().zip(self.facts()).map_or(Vec::new(), |(leads, facts)| leads(facts));
        let behind = |lead: Lead| {
            if lead.among.is_empty() { Does::Go(lead.place) } else { Does::GoAmong(lead.place, lead.among) }
        };
        if leads.len() == 1 {
            return leads.into_iter().for_each(|only| self.does(behind(only), None));
        }
        let item = |lead: Lead| Item {
            level: lead.level,
            ..Item::new(lead.title.clone(), lead.detail.clone(), behind(lead))
        };
        let items = leads.into_iter().map(item).collect();
        self.layers.push(Layer::Choose(Chooser::new(text("去哪几行", "Go to the rows of"), items)));
    }
}

//! A row as the object of JSON that it is in a file, and read again from one. It must not know what is changed in it.

use super::{AnyRow, SheetDef};
use serde_json::{Map, Value};
use std::sync::Arc;

impl dyn AnyRow {
    /// The row as an object, with the fields that the file has of it.
    pub fn object(&self) -> Map<String, Value> {
        // What a row writes is an object of JSON.
        serde_json::from_str(&self.json()).unwrap_or_default()
    }

    /// A copy of the row with other values in some fields; none if one of them is none of its column.
    pub fn with_fields<'a>(
        &self,
        fields: impl IntoIterator<Item = (&'a str, &'a Value)>,
    ) -> Option<Arc<dyn AnyRow>> {
        let mut object = self.object();
        object.extend(fields.into_iter().map(|(key, value)| (key.to_owned(), value.clone())));
        self.def().row_of(object)
    }
}

impl SheetDef {
    /// The row that an object holds; none if it holds none of this sheet.
    pub fn row_of(&self, object: Map<String, Value>) -> Option<Arc<dyn AnyRow>> {
        self.read(&[&Value::Object(object).to_string()]).ok()?.share(0)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::sheet;
    use crate::sheet::{Cell, Id, Row as _};
    use serde_json::json;

    sheet! {
        /// A value.
        Reading in "readings" = "数据" / "Readings";
        value: Option<f64> = "数值" / "Value",
    }

    #[test]
    fn a_row_is_the_same_again_and_takes_what_fits() {
        let row = Reading { value: Some(80.5), ..Reading::with_id(Id::new(7)) };
        let row: &dyn AnyRow = &row;
        assert_eq!(row.def().row_of(row.object()).unwrap().json(), row.json());
        let (value, later) = (json!(81), json!({"a": 1}));
        let other = row.with_fields([("value", &value), ("of_later", &later)]).unwrap();
        assert_eq!(other.json(), r#"{"id":"000000000007","value":81.0,"of_later":{"a":1}}"#);
        assert_eq!(row.with_fields([("value", &Value::Null)]).unwrap().cell("value"), Cell::Empty);
        assert!(row.with_fields([("value", &json!("many"))]).is_none());
        assert!(row.def().row_of(Map::new()).is_none(), "no id");
    }
}

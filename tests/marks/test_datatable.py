"""A table that can be heard: caption, scopes, a heading in every row."""

from cockpit.marks.datatable import TableColumn, TableLine, scrolled, table

COLUMNS = (
    TableColumn("状态"),
    TableColumn("场景"),
    TableColumn("记录", "number"),
    TableColumn("演示", "number", demo=True, quiet=True),
)


def test_columns_and_rows_have_their_scopes() -> None:
    html = table("场景", COLUMNS, [TableLine(("已共享", "扶贫", "6,000", "1"), heading=1)]).to_html()
    assert '<caption class="visually-hidden">场景</caption>' in html
    assert html.count('scope="col"') == 4
    assert '<th scope="row">扶贫</th>' in html
    assert '<td class="flush-right">6,000</td>' in html


def test_a_demo_column_is_dashed_and_a_quiet_title_is_only_heard() -> None:
    html = table("场景", COLUMNS, []).to_html()
    assert '<th scope="col" class="flush-right demo-column"><span class="visually-hidden">演示</span></th>' in html


def test_a_row_may_be_selected() -> None:
    lines = [TableLine(("a",), state="selected"), TableLine(("b",))]
    assert '<tr class="selected">' in table("x", [TableColumn("c")], lines).to_html()


def test_a_long_table_can_be_reached_by_the_keyboard() -> None:
    box = scrolled(table("x", [TableColumn("c")], []), "很长")
    assert box.attributes == {"class": "scroll", "role": "region", "aria-label": "很长", "tabindex": "0"}

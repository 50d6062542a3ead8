"""Plain words for columns: what TOML and CSV say, and every refusal in its own words."""

import os
from pathlib import Path

import pytest
from tables import holdout_of

from yasenn_report.errors import DictionaryError
from yasenn_report.inputs.dictionary import (
    MOST_BYTES,
    ColumnWords,
    Dictionary,
    Meaning,
    check_dictionary,
    read_dictionary,
)

TOML = """
[age_z]
label = "age at screening"
unit = "years"
note = "Rounded down; asked at the first visit."
scale = { mean = 35.2, sd = 11.7 }

["sex, as asked"]
values = { "0" = "no", "1" = "yes" }

["a.b"]
scale = { min = 10, max = 120 }

[elevation]
unit = "km"
scale = { factor = 0.001 }

[shifted]
scale.offset = -273

[plain]
"""
CSV = """column,label,unit,note,value,meaning,mean,sd,min,max,factor,offset
age_z,age at screening,years,Rounded down; asked at the first visit.,,,35.2,11.7,,,,
"sex, as asked",,,,0,no,,,,,,

a.b,,,,,,,,1e1,120.,,
"sex, as asked",,,,1,yes,,,,,,
elevation,,km,,,,,,,,.001
shifted,,,,,,,,,,,-273
plain
"""
WORDS = (
    ColumnWords(
        column="age_z",
        label="age at screening",
        unit="years",
        note="Rounded down; asked at the first visit.",
        factor=11.7,
        offset=35.2,
    ),
    ColumnWords(column="sex, as asked", meanings=(Meaning(value="0", meaning="no"), Meaning(value="1", meaning="yes"))),
    ColumnWords(column="a.b", factor=110, offset=10),
    ColumnWords(column="elevation", unit="km", factor=0.001),
    ColumnWords(column="shifted", offset=-273),
    ColumnWords(column="plain"),
)


def read(folder: Path, content: str | bytes, name: str) -> Dictionary:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_dictionary(path)


def refused(folder: Path, content: str | bytes, name: str) -> str:
    with pytest.raises(DictionaryError) as refusal:
        read(folder, content, name)
    message = str(refusal.value)
    assert message.isprintable()
    assert message.startswith(f"{name}: ")
    return message.removeprefix(f"{name}: ")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (TOML, "columns.toml"),
        (CSV, "columns.csv"),
        (TOML.replace("\n", "\r\n"), "COLUMNS.TOML"),
        (b"\xef\xbb\xbf" + CSV.replace("\n", "\r\n").encode(), "columns.CSV"),
    ],
)
def test_toml_and_csv_say_the_same(content: str | bytes, name: str, tmp_path: Path) -> None:
    found = read(tmp_path, content, name)
    assert found.columns == WORDS
    assert found.file.name == name
    assert found.file.size == (tmp_path / name).stat().st_size
    assert len(found.file.sha256) == 64


def test_a_csv_has_any_of_the_columns_in_any_order(tmp_path: Path) -> None:
    found = read(tmp_path, "label, column\nAge,a\n", "columns.csv")
    assert found.columns == (ColumnWords(column="a", label="Age"),)


def test_semicolons_may_stand_between_entries(tmp_path: Path) -> None:
    found = read(tmp_path, "column;label;sd;mean\na;Age, in years;2;0.5\n", "columns.csv")
    assert found.columns == (ColumnWords(column="a", label="Age, in years", factor=2, offset=0.5),)


def test_labels_may_be_in_any_script(tmp_path: Path) -> None:
    found = read(tmp_path, '[a]\nlabel = "\u05d2\u05d9\u05dc <b> \U0001f9d1\u200d\U0001f52c"\n', "columns.toml")
    assert found.words("a").name == "\u05d2\u05d9\u05dc <b> \U0001f9d1\u200d\U0001f52c"


def test_numbers_of_the_file_become_numbers_of_the_page() -> None:
    age, _, share, _, _, plain = WORDS
    assert age.scaled
    assert age.shown(-0.5) == pytest.approx(29.35)
    assert share.shown(1) == 120
    assert not plain.scaled
    assert plain.shown(0.1) == 0.1


def test_an_entry_is_found_by_what_it_says_and_by_its_number() -> None:
    pairs = {"0": "no", "1": "yes", "01": "other", "F": "female"}
    words = ColumnWords(column="a", meanings=tuple(Meaning(value=one, meaning=said) for one, said in pairs.items()))
    assert [words.meaning_of(entry) for entry in ("1", "01", "F", 0.0, 1, "1.0")] == [
        "yes",
        "other",
        "female",
        "no",
        "yes",
        "yes",
    ]
    assert [words.meaning_of(entry) for entry in ("f", "", 0.5, "nan", float("nan"))] == [None] * 5


def test_a_column_without_words_keeps_its_name(tmp_path: Path) -> None:
    found = read(tmp_path, '[a]\nlabel = "Age"\n', "columns.toml")
    assert (found.words("a").name, found.words("b").name) == ("Age", "b")


ADVICE = 'write [column] and below it label = "..."; names with other than letters, digits, _ and - stand in quotes'
EITHER = "give 'mean' and 'sd', or 'min' and 'max', or 'factor' and 'offset'"
ONE_LINE = "one line of text without control characters and halves of characters was expected: correct it"
KEYS = "keys are 'label', 'unit', 'note', 'values', 'scale'"
SCALES = "keys are 'mean', 'sd', 'min', 'max', 'factor', 'offset'"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("age = 'x'", f"'age' is the text 'x'; a table for a column was expected: {ADVICE}"),
        ("[[age]]", f"'age' is an array of 1; a table for a column was expected: {ADVICE}"),
        ("[a]\nlable = 'x'", f"column 'a': unknown key 'lable'; did you mean 'label'? The {KEYS}"),
        ("[a]\nzzz = 'x'", f"column 'a': unknown key 'zzz'; the {KEYS}"),
        (
            "[a.b]\nlabel = 'x'",
            f"column 'a': unknown key 'b'; the {KEYS}; if the column is called 'a.b', write its name in quotes",
        ),
        ("[a]\nlabel = 3", "column 'a': its label is 3; text in quotes was expected: correct it"),
        ("[a]\nunit = ['m']", "column 'a': its unit is an array of 1; text in quotes was expected: correct it"),
        ("[a]\nnote = true", "column 'a': its note is true; text in quotes was expected: correct it"),
        ("[a]\nlabel = ' '", "column 'a': it has an empty label: write one, or leave it out"),
        ("[a]\nunit = ''", "column 'a': it has an empty unit: write one, or leave it out"),
        (
            f"[a]\nlabel = '{'x' * 201}'",
            "column 'a': its label has 201 characters; at most 200 fit: shorten it",
        ),
        (f"[a]\nunit = '{'x' * 41}'", "column 'a': its unit has 41 characters; at most 40 fit: shorten it"),
        (f"[a]\nnote = '{'x' * 501}'", "column 'a': its note has 501 characters; at most 500 fit: shorten it"),
        ('[a]\nlabel = "x\\ny"', f"column 'a': its label is the text 'x\\ny'; {ONE_LINE}"),
        ('[a]\nlabel = "x\\u001b[2J"', f"column 'a': its label is the text 'x\\x1b[2J'; {ONE_LINE}"),
        (
            "[a]\nvalues = ['no', 'yes']",
            "column 'a': its values are an array of 2; a table was expected, as { \"0\" = \"no\", \"1\" = \"yes\" }: "
            "correct it",
        ),
        ("[a]\nvalues = {}", "column 'a': its values are empty: give a meaning to each, or leave them out"),
        (
            "[a]\nvalues = { 0 = 1 }",
            "column 'a': its meaning of '0' is 1; text in quotes was expected: correct it",
        ),
        ("[a]\nvalues = { 0 = '' }", "column 'a': it has an empty meaning: write one, or leave it out"),
        ("[a]\nvalues = { '' = 'x' }", "column 'a': it has an empty value: write one, or leave it out"),
        (
            "[a]\nvalues = { 0 = 'no', ' 0' = 'yes' }",
            "column 'a': the meaning of '0' is given twice: give it once",
        ),
        (
            "[a]\nvalues = { 0 = 'no' }\nscale = { factor = 2 }",
            "column 'a': it has both a scale and values: codes are not scaled, so give one of the two",
        ),
        (
            "[a]\nscale = 2",
            "column 'a': its scale is 2; a table was expected, as { mean = 35.2, sd = 11.7 }: correct it",
        ),
        ("[a]\nscale = {}", f"column 'a': its scale says nothing: {EITHER}"),
        (
            "[a]\nscale = { mean = 1, std = 2 }",
            f"column 'a': unknown key 'std' in its scale; did you mean 'sd'? The {SCALES}",
        ),
        (
            "[a]\nscale = { mean = 1, sd = 2, min = 3 }",
            f"column 'a': its scale has 'mean', 'sd', 'min', which are of two kinds: {EITHER}",
        ),
        ("[a]\nscale = { mean = 1 }", f"column 'a': its scale lacks 'sd': {EITHER}"),
        ("[a]\nscale = { max = 1 }", f"column 'a': its scale lacks 'min': {EITHER}"),
        (
            "[a]\nscale = { mean = '1', sd = 2 }",
            "column 'a': 'mean' of its scale is the text '1'; a number without quotes was expected: correct it",
        ),
        (
            "[a]\nscale = { mean = 1, sd = true }",
            "column 'a': 'sd' of its scale is true; a number without quotes was expected: correct it",
        ),
        (
            f"[a]\nscale = {{ mean = 0x{'f' * 400}, sd = 1 }}",
            "column 'a': 'mean' of its scale is a number of very many digits; a smaller number was expected: correct "
            "it",
        ),
        (
            "[a]\nscale = { mean = 1, sd = 0 }",
            "column 'a': 'sd' of its scale is 0; a finite number above 0 was expected: correct it",
        ),
        (
            "[a]\nscale = { mean = nan, sd = 1 }",
            "column 'a': 'mean' of its scale is nan; a finite number was expected: correct it",
        ),
        (
            "[a]\nscale = { mean = 1, sd = inf }",
            "column 'a': 'sd' of its scale is inf; a finite number above 0 was expected: correct it",
        ),
        (
            "[a]\nscale = { factor = 0.0, offset = 1 }",
            "column 'a': 'factor' of its scale is 0; a finite number above 0 was expected: correct it",
        ),
        (
            "[a]\nscale = { factor = -2 }",
            "column 'a': 'factor' of its scale is -2; a finite number above 0 was expected: correct it",
        ),
        (
            "[a]\nscale = { min = 3, max = 3.0 }",
            "column 'a': its scale has max 3, which is not above min 3: correct them",
        ),
        (
            "[a]\nscale = { min = -1e308, max = 1e308 }",
            "column 'a': its scale is wider than a number can say: correct min and max",
        ),
        (
            "[a]\nlabel = 'x'\n[b]\nlabel = 'x '",
            "columns 'a' and 'b' have the same label 'x': give each its own",
        ),
        ("[a]\n[a]", f"this is not TOML: Cannot declare ('a',) twice (at line 2, column 3): {ADVICE}"),
        (
            "column,label\n",
            f"this is not TOML: Expected '=' after a key in a key/value pair (at line 1, column 7): {ADVICE}",
        ),
        (b"[a]\nlabel = '\xff'", "byte 14 (line 2) is 0xff, which is not UTF-8 there: save the file as UTF-8"),
        (f"[a]\nscale = {{ mean = {'9' * 5000}, sd = 1 }}", "it holds a number of too many digits: correct the value"),
        ("a = " + "[" * 5000, f"its values are nested too deeply: {ADVICE}"),
        ("a." * 200 + "b = 1", f"it holds a name of more than 100 parts with dots between: {ADVICE}"),
        (
            "#" * (MOST_BYTES + 1),
            "it has more than 1,048,576 bytes, and a dictionary (.toml or .csv) was expected, which has fewer: name "
            "another file",
        ),
    ],
)  # fmt: skip
def test_a_bad_dictionary_in_toml_is_refused(text: str | bytes, message: str, tmp_path: Path) -> None:
    assert refused(tmp_path, text, "columns.toml") == message


HEADER = "'column', 'label', 'unit', 'note', 'value', 'meaning', 'mean', 'sd', 'min', 'max', 'factor', 'offset'"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is empty; a header was expected, as column,label,unit,note: name another file"),
        (
            "column\tlabel\na\tx\n",
            f"unknown column 'column\\tlabel' in its header; did you mean 'column'? The columns are {HEADER}",
        ),
        ("column,lable\n", f"unknown column 'lable' in its header; did you mean 'label'? The columns are {HEADER}"),
        ("column,label,label\n", "'label' stands twice in its header: remove one of the two"),
        ("label,unit\n", "its header lacks 'column', under which the columns of the data are named: add it"),
        ("column,label\na,x\n,y\n", "line 3 names no column: write its name under 'column'"),
        (
            "column,label\na,x, y\n",
            "line 2 has 3 entries, and the header has 2: put a text with a separator in it in quotes",
        ),
        (
            "column,label\na,x\na,x\na,y\n",
            "line 4, column 'a': its label is 'y' here and 'x' in line 2: give it once",
        ),
        (
            "column,mean,sd\na,1,2\na,3,\n",
            "line 3, column 'a': its mean is '3' here and '1' in line 2: give it once",
        ),
        ("column,value,meaning\na,1,\n", "line 2, column 'a': it has a value without a meaning: give both"),
        ("column,value,meaning\na,,x\n", "line 2, column 'a': it has a meaning without a value: give both"),
        (
            "column,value,meaning\na,1,x\nb,1,x\na,1,y\n",
            "line 2, column 'a': the meaning of '1' is given twice: give it once",
        ),
        ("column,mean,sd\na,x,2\n", "line 2, column 'a': its mean is 'x'; a number was expected: correct it"),
        ("column,mean,sd\na,nan,2\n", "line 2, column 'a': its mean is 'nan'; a number was expected: correct it"),
        ("column,mean,sd\na,1_0,2\n", "line 2, column 'a': its mean is '1_0'; a number was expected: correct it"),
        ("column,mean,sd\na,\u0661,2\n", "line 2, column 'a': its mean is '\u0661'; a number was expected: correct it"),
        (
            "column,mean,sd\na,1e999,2\n",
            "line 2, column 'a': 'mean' of its scale is inf; a finite number was expected: correct it",
        ),
        (
            "column,mean,sd\na,1,0\n",
            "line 2, column 'a': 'sd' of its scale is 0; a finite number above 0 was expected: correct it",
        ),
        (
            "column,mean,min\na,1,0\n",
            f"line 2, column 'a': its scale has 'mean', 'min', which are of two kinds: {EITHER}",
        ),
        (
            "column,value,meaning,factor\na,1,x,\na,,,2\n",
            "line 2, column 'a': it has both a scale and values: codes are not scaled, so give one of the two",
        ),
        (
            f"column,label\n\na,{'x' * 201}\n",
            "line 3, column 'a': its label has 201 characters; at most 200 fit: shorten it",
        ),
        ('column,label\na,"x\ny"\n', f"line 2, column 'a': its label is the text 'x\\ny'; {ONE_LINE}"),
        ("column,label\na,x\0y\n", f"line 2, column 'a': its label is the text 'x\\x00y'; {ONE_LINE}"),
        (
            'column,label\na,"x\n',
            "line 2 is not CSV (unexpected end of data): put , between entries, and text in quotes",
        ),
        (
            "column,label\na," + "x" * 200_000,
            "line 2 is not CSV (field larger than field limit (131072)): put , between entries, and text in quotes",
        ),
        ("column,label\na,x\nb,x\n", "columns 'a' and 'b' have the same label 'x': give each its own"),
        (b"column,label\na,\xff\n", "byte 16 (line 2) is 0xff, which is not UTF-8 there: save the file as UTF-8"),
    ],
)  # fmt: skip
def test_a_bad_dictionary_in_csv_is_refused(text: str | bytes, message: str, tmp_path: Path) -> None:
    assert refused(tmp_path, text, "columns.csv") == message


def test_what_is_no_such_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "columns.json").write_text("{}")
    expected = "a dictionary (.toml or .csv) was expected"
    for name, message in [
        ("folder.toml", f"this is a folder; {expected}: name the file in it"),
        ("pipe.csv", f"this is not a regular file; {expected}"),
        ("columns.json", "a dictionary is TOML or CSV: end its name in .toml or .csv"),
    ]:
        with pytest.raises(DictionaryError) as refusal:
            read_dictionary(tmp_path / name)
        assert str(refusal.value) == f"{name}: {message}"
    with pytest.raises(DictionaryError, match=r"^none\.toml: there is no such file: check the path "):
        read_dictionary(tmp_path / "none.toml")


def test_columns_of_both_files_and_inputs_are_known(tmp_path: Path) -> None:
    rows = "\n".join(f"{n},{n % 7},{n % 2},p{n}" for n in range(50))
    sides = "\n".join(f"{n % 3},{n}" for n in range(50))
    holdout = holdout_of(
        tmp_path,
        f"a,b,y,person\n{rows}\n",
        readable=f"side,spare\n{sides}\n",
        features=["a", "b"],
        explain_columns=["side"],
        target="y",
        ids=["person"],
    )
    assert holdout.known_columns == ("a", "b", "y", "person", "side", "spare")


def test_words_for_columns_that_there_are_pass(tmp_path: Path) -> None:
    text = '[a]\nlabel = "b"\n[b]\nlabel = "a"\n[c]\nlabel = "c"\n'
    check_dictionary(read(tmp_path, text, "columns.toml"), ("c", "b", "a", "d"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[agez]",
            "column 'agez': neither the data nor the explanation file has it; did you mean 'age_z'? The columns are "
            "'age_z', 'sex'",
        ),
        (
            "[other]",
            "column 'other': neither the data nor the explanation file has it; the columns are 'age_z', 'sex'",
        ),
        (
            "[age_z]\nlabel = 'sex'",
            "column 'age_z': its label 'sex' is the name of another column: give that one a label too, or choose "
            "another",
        ),
    ],
)
def test_words_that_do_not_fit_the_columns_are_refused(text: str, message: str, tmp_path: Path) -> None:
    dictionary = read(tmp_path, text, "columns.toml")
    with pytest.raises(DictionaryError) as refusal:
        check_dictionary(dictionary, ("age_z", "sex"))
    assert str(refusal.value) == f"columns.toml: {message}"

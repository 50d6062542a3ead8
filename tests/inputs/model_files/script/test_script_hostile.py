"""Programs that do more than compute layers are refused in words, and nothing of them runs."""

import io
import os
import pickle
import struct
import zipfile
import zlib

import pytest
import torch
from scripted import exported, written
from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import open_model

pytestmark = pytest.mark.usefixtures("nothing_ran")

RETURN = "\nreturn torch.relu(x)"


def _uses(name: str, reason: str = "") -> str:
    why = f" ({reason})" if reason else ""
    return f"uses {name}, which is not among the operators that are run here{why}; it was not run."


def _strange(code: str) -> str:
    return f"__torch__.Net.forward holds code ({code}) that TorchScript never writes; it was not run."


@pytest.fixture
def run_refusal():
    """Open a file that opens; give the message with which its run is refused."""

    def message(path, rows=None):
        opened = open_model(path)
        with pytest.raises(ModelFileError) as refused:
            opened.run(torch.ones(3, 2) if rows is None else rows)
        text = str(refused.value)
        assert text.isprintable()
        return text

    return message


FILES, DRAWS = "it reads or writes files", "it draws at random"
MEMORY = "it reaches outside a tensor's own memory"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ('torch.save(x, "MARKER")', _uses("torch.save", FILES)),
        ('torch.from_file("/etc/passwd", False, 16)', _uses("torch.from_file", FILES)),
        ('torch.from_file("MARKER", True, 16)', _uses("torch.from_file", FILES)),
        ('ops.aten.save(x, "MARKER")', _uses("ops.aten.save", FILES)),
        ("torch.as_strided(x, [1000000], [1], 0)", _uses("torch.as_strided", MEMORY)),
        ("torch.set_(x, x)", _uses("torch.set_", MEMORY)),
        ("torch.resize_(x, [1000000])", _uses("torch.resize_", MEMORY)),
        ("torch.rand([2, 2])", _uses("torch.rand", DRAWS)),
        ("torch.bernoulli(x)", _uses("torch.bernoulli", DRAWS)),
        ("torch.hub.load(x)", _uses("torch.hub.load")),
        ("torch.ops.load_library(x)", _uses("torch.ops.load_library")),
        ("torch.cat_(x)", _uses("torch.cat_")),
        ("torch.__class__(x)", _uses("torch.__class__")),
        ("ops.prim.PythonOp(x)", _uses("ops.prim.PythonOp")),
        ("ops.quantized.linear(x)", _uses("ops.quantized.linear")),
        ("ops.prim.ConstantMKLDNNTensor()", _uses(
            "ops.prim.ConstantMKLDNNTensor",
            "it is made for one processor by optimize_for_inference; save the network before that",
        )),
        ("torch.relu(*[x])", _strange("Starred")),
        ("torch.relu(**{})", _strange("a call with named arguments")),
        ("(lambda: x)()", _strange("Lambda")),
        ("[y for y in [x]]", _strange("ListComp")),
        ("x if x else x", _strange("IfExp")),
        ("(yield x)", _strange("Yield")),
        ("f'{x}'", _strange("JoinedStr")),
        ("x + x", _strange("BinOp")),
        ("getattr(x, torch.format(x))", _strange("a call of getattr with a name that is computed")),
        ("CONSTANTS.c0", "uses the constant c0, which is not among the 0 constants of the file. Copy the file again."),
        ("CONSTANTS.c", "uses the constant c, which is not among the 0 constants of the file. Copy the file again."),
        (f"torch.mul(x, {2**70})", f"has {2**70} as a number; at most 64 bits were expected."),
        ("b'bytes'", "has a bytes as a constant, which TorchScript does not know."),
        ("torch.dropout(x, 0.5, True)", (
            "was exported in training mode: it runs torch.dropout as in training. Export the network again after "
            "network.eval(), and give functional dropout its training=self.training: in training mode the outputs are "
            "random or depend on the other rows."
        )),
    ],
)  # fmt: skip
@pytest.mark.parametrize("taken", [True, False])
def test_calls_are_refused_by_name_wherever_they_stand(forge_script, refusal, marker, call, message, taken):
    call = call.replace("MARKER", str(marker))
    body = f"y = {call}" if taken else f"if False:\n  y = {call}\nelse:\n  pass"
    assert refusal(forge_script(body + RETURN)) == message


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("import os", _strange("Import")),
        ("from os import system", _strange("ImportFrom")),
        ("global x", _strange("Global")),
        ("del x", _strange("Delete")),
        ("def f():\n  pass", _strange("FunctionDef")),
        ("class f: pass", _strange("ClassDef")),
        ("with x: pass", _strange("With")),
        ("try:\n  pass\nexcept E:\n  pass", _strange("Try")),
        ("x += x", _strange("AugAssign")),
        ("torch = x", _strange("an assignment to what is no variable")),
        ("x[0] = x", _strange("an assignment to what is no variable")),
        ("x = y = x", _strange("an assignment to many")),
        ("for y in x:\n  pass", _strange("a loop over what is no range")),
        ("while True:\n  pass\nelse:\n  pass", _strange("a loop over what is no range")),
        ("y = {**x}", _strange("a dictionary unpacked into another")),
    ],
)
def test_statements_that_torchscript_never_writes_are_refused(forge_script, refusal, statement, message):
    assert refusal(forge_script(statement + RETURN)) == message


def test_what_forward_cannot_reach_is_left_alone_and_what_it_can_is_not(forge_script, refusal):
    method = '  def other(self: __torch__.Net, x: Tensor) -> Tensor:\n    return torch.save(x, "f")\n'
    assert open_model(forge_script(RETURN, around=method)).run(torch.ones(1)).tolist() == [1.0]
    assert refusal(forge_script("return (self).other(x, )", around=method)) == _uses("torch.save", FILES)
    function = 'def free(x: Tensor) -> Tensor:\n  return torch.save(x, "f")\n'
    body = "_0 = __torch__.free\nreturn _0(x, )"
    assert refusal(forge_script(body, around=function)) == _uses("torch.save", FILES)


def test_a_setstate_that_would_run_on_opening_is_refused(forge_script, refusal, marker):
    method = f'  def __setstate__(self: __torch__.Net, state: Tensor) -> NoneType:\n    torch.save(state, "{marker}")\n'
    assert refusal(forge_script(RETURN, around=method)) == (
        "class __torch__.Net has a method __setstate__, which is code to run while the file is opened; it was not run. "
        "Save the network without it."
    )


def test_hooks_are_refused(forge_script, refusal):
    hooks = '  __forward_hooks__ = ["hook", ]\n'
    assert refusal(forge_script(RETURN, around=hooks)) == (
        "class __torch__.Net has hooks, which run besides its forward; they were not run. Save the network without "
        "them."
    )


STEPS = "its program takes more than 200000 steps for one batch; it was stopped. No network of layers needs so many."
DEEP = "its program calls functions within functions more than 40 deep, perhaps without end; it was stopped."
WHOLE = "its program computes a whole number of more than 64 bits; it was stopped."
LISTS = "its program makes a list of more than 10000 values; it was stopped."


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("while True:\n  pass", STEPS),
        ("for i in range(9223372036854775807):\n  pass", STEPS),
        ("return (self).forward(x, )", DEEP),
        ("n = 2\nwhile True:\n  n = torch.mul(n, n)", WHOLE),
        ("n = torch.pow(9, 9223372036854775807)", WHOLE),
        ("n = [1]\nwhile True:\n  n = torch.add(n, n)", LISTS),
        ("n = torch.mul([1], 9223372036854775807)", LISTS),
        ('n = "ab"\nwhile True:\n  n = torch.add(n, n)', (
            "its program makes a text of more than 10000 letters; it was stopped."
        )),
        ("n = []\nm = torch.append(n, n)\nreturn n", "its program returns collections within collections without end."),
        ("return self", "its program returns a Module, where tensors were expected."),
        ("y = torch.relu(x)\nreturn z", "its program uses z before it has a value."),
        ("return torch.other", "its program uses torch before it has a value."),
        ("return __torch__.os.system(x, )", "its program uses __torch__.os.system, whose code is not in the file."),
        ("return (self).__init__(x, )", "its program calls __init__ of __torch__.Net, whose code is not in the file."),
        ("return (x).numpy()", "its program uses numpy of a Tensor, which is no module."),
        ("return self.__class__", "its program reads __class__ of __torch__.Net, which the file does not give."),
        ("return eval(x)", "its program uses eval before it has a value."),
        ("return torch.abs(x, out=x)", "its program calls torch.abs with the argument out, which is not known here."),
        ("return torch.eye(2, layout=1)", "its program calls torch.eye with the layout 1, which is not known here."),
        ("y = self\nreturn torch._native_multi_head_attention(y, y, y, 4, 2, y, y, y, y)", (
            "its program calls torch._native_multi_head_attention with values that it cannot take."
        )),
        ("return torch.embedding_renorm_(x, x, 1., 2.)", _uses("torch.embedding_renorm_")),
        ("p = True\nreturn torch.dropout(x, 0.5, p)", (
            "was exported in training mode: it runs torch.dropout as in training. Export the network again after "
            "network.eval(), and give functional dropout its training=self.training: in training mode the outputs are "
            "random or depend on the other rows."
        )),
        ("n = torch.div(1, 0)", "its program calls torch.div with (1, 0), which it cannot take (division by zero)."),
        ("n = int(torch.log(x))\nreturn x", "its program takes int of -inf, which is none."),
    ],
)  # fmt: skip
def test_programs_that_do_not_end_or_make_no_sense_are_stopped(forge_script, run_refusal, body, message):
    rows = torch.zeros(1) if "log" in body else None
    assert run_refusal(forge_script(body), rows) == message


@pytest.mark.parametrize(
    ("call", "name", "numbers"),
    [
        ("torch.ones([1000000, 1000000])", "ones", 10**12),
        ("torch.zeros([1000000, 1000000])", "zeros", 10**12),
        ("torch.full([1000000, 1000000], 1)", "full", 10**12),
        ("torch.empty([1000000, 1000000])", "zeros", 10**12),
        ("torch.new_zeros(x, [1000000, 1000000])", "new_zeros", 10**12),
        ("torch.arange(1000000000000)", "arange", 10**12),
        ("torch.arange(0., 1., 1e-12)", "arange", 10**12),
        ("torch.eye(1000000)", "eye", 10**12),
        ("torch.repeat(x, [1000000, 1000000])", "repeat", 6 * 10**12),
        ("torch.tile(x, [1000000, 1000000])", "tile", 6 * 10**12),
        ("torch.expand(torch.slice(x, 1, 0, 1), [3, 1000000000000])", "expand", 3 * 10**12),
        ("torch.constant_pad_nd(x, [1000000, 0, 1000000, 0], 0.)", "constant_pad_nd", 1000002 * 1000003),
        ("torch.one_hot(torch.to(x, 4), 1000000000000)", "one_hot", 6 * 10**12),
        ("torch.matmul(torch.expand(x, [100000, 3, 2]), torch.expand(torch.t(x), [100000, 2, 3]))", "", 0),
        ("torch.mul(torch.arange(1000000), torch.unsqueeze(torch.arange(1000000), 1))", "mul", 10**12),
    ],
)
def test_results_that_would_fill_the_memory_are_refused_before_they_are_made(
    forge_script, run_refusal, call, name, numbers
):
    path = forge_script(f"return {call}")
    if not name:
        assert open_model(path).run(torch.ones(3, 2)).shape == (100000, 3, 3)
        return
    assert run_refusal(path) == (
        f"its program makes {numbers} numbers at once (torch.{name}); at most 1073741824 fit. It was stopped."
    )


def test_a_number_of_classes_that_the_data_would_choose_is_refused(forge_script, run_refusal):
    assert run_refusal(forge_script("return torch.one_hot(torch.to(x, 4))")) == (
        "its program calls torch.one_hot without the number of classes, which was expected."
    )


def test_a_program_that_changes_its_weights_is_stopped(rewrite, run_refusal, tmp_path):
    data = written(exported(nn.Linear(2, 2).eval(), torch.ones(1, 2), "traced"))
    code = "class Linear(Module):\n  def forward(self, x: Tensor) -> Tensor:\n    return torch.add_(self.weight, 1)\n"
    names = [name for name in _members(data) if name.endswith(".py")]
    assert run_refusal(rewrite(data, dict.fromkeys(names, code))) == (
        "its program changes a weight of its own while it runs (torch.add_), so that every batch would meet another "
        "network; weights that stay were expected."
    )


def _members(data: bytes) -> list[str]:
    return [name.partition("/")[2] for name in zipfile.ZipFile(io.BytesIO(data)).namelist()]


NESTED = "member code/__torch__.py nests its code more than 100 deep, which no network needs. It was not run."


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("(" * 100_000, (
            "member code/__torch__.py is no program that can be read (too many nested parentheses (<unknown>, line "
            "1)). Copy the file again."
        )),
        ("x = " + "-" * 100_000 + "1", NESTED),
        ("x = " + "[" * 120 + "]" * 120, NESTED),
        ("x = " + "+".join("1" * 100_000), NESTED),
    ],
    ids=["open", "minus", "lists", "sum"],
)  # fmt: skip
def test_code_that_nests_deep_is_refused(forge_script, refusal, code, message):
    assert refusal(forge_script("", **{"code/__torch__.py": code})) == message


def test_code_that_is_no_python_is_refused(forge_script, refusal):
    assert refusal(forge_script("", **{"code/__torch__.py": "class Net(Module)\n"})) == (
        "member code/__torch__.py is no program that can be read (expected ':' (<unknown>, line 1)). Copy the file "
        "again."
    )
    assert refusal(forge_script("", **{"code/__torch__.py": b"\xff\xfe"})).startswith(
        "member code/__torch__.py is no program that can be read ('utf-8' codec can't decode byte 0xff"
    )


def test_a_statement_outside_of_functions_is_refused(forge_script, refusal, marker):
    code = f"import os\nos.system('touch {marker}')\n"
    assert refusal(forge_script("", **{"code/__torch__.py": code})) == (
        "member code/__torch__.py holds a statement (Import) outside its functions, which TorchScript never writes; it "
        "was not run."
    )
    assert refusal(forge_script(RETURN, around="  x = open('f')\n")) == (
        "class __torch__.Net holds a statement (Assign) that TorchScript never writes; it was not run."
    )
    assert refusal(forge_script(RETURN, around="  x : Final[int] = open('f')\n")) == (
        "has code (Call) where a plain value was expected; it was not run."
    )


def test_code_that_unpacks_to_much_more_is_refused(forge_script, refusal):
    bomb = b"#" * 3_000_000
    packed = len(zlib.compress(bomb, 6)) - 6  # without the header and the checksum of zlib's own format
    assert refusal(forge_script(RETURN, **{"code/b.py": bomb})) == (
        f"member code/b.py unpacks {packed} bytes to 3000000, more than 100 times as many. Copy the file again, or ask "
        "its owner for a new one."
    )


def test_too_much_code_is_refused(forge_script, refusal):
    noise = "".join(f"#{zlib.crc32(str(number).encode())}\n" for number in range(400_000))
    size = len(noise) + len("class Net(Module):\n")
    assert refusal(forge_script("", **{"code/__torch__.py": "class Net(Module):\n" + noise})) == (
        f"its program has {size} bytes in 1 members; at most 4194304 bytes in 10000 members are read."
    )


def test_weights_may_not_be_packed(rewrite, refusal):
    data = written(exported(nn.Linear(2, 2).eval(), torch.ones(1, 2), "traced"))
    assert refusal(rewrite(data, {}, packed="data/")) == (
        "member data/0 is compressed, which torch.jit.save never does. Use the file as torch.jit.save wrote it."
    )


@pytest.mark.parametrize("name", ["../evil.py", "code/../../evil.py", "code/__torch__/../evil.py"])
def test_members_that_point_outside_are_refused(forge_script, refusal, name):
    assert refusal(forge_script(RETURN, **{name: "x"})) == (
        f"has a member model/{name} that points outside the archive. Copy the file again, or ask its owner for a new "
        "one."
    )


def test_a_module_without_its_code_is_refused(forge_script, refusal):
    expected = (
        "the network itself is of class __torch__.Net, whose code is not in the file; the code of every module was "
        "expected beside its weights."
    )
    assert refusal(forge_script("", **{"code/__torch__.py": ""})) == expected
    assert (
        refusal(forge_script("", **{"code/__torch__.py": "", "code/other.py": "class Net(Module):\n  pass\n"}))
        == expected
    )


def test_a_class_that_is_no_module_is_refused(forge_script, refusal):
    assert refusal(forge_script("", **{"code/__torch__.py": "class Net:\n  pass\n"})) == (
        "the network itself is of class __torch__.Net, which is no class of modules; the code of every module was "
        "expected beside its weights."
    )


def test_a_pickle_that_calls_is_refused(forge_script, refusal, calling, marker):
    call = pickle.dumps(calling(os.system, f"touch {marker}"), 2)
    expected = "asks Python to call os.system; it was not run. No network of TorchScript needs it."
    assert refusal(forge_script(RETURN, data=call)) == expected
    assert refusal(forge_script(RETURN, **{"constants.pkl": call})) == expected


def test_modules_that_contain_themselves_are_refused(forge_script, refusal):
    itself = b"\x80\x02c__torch__\nNet\n)\x81q\x00}X\x01\x00\x00\x00ah\x00sb."
    assert refusal(forge_script(RETURN, data=itself)) == (
        "its attributes nest more than 50 deep or count more than 100000, or contain themselves; a network that ends "
        "was expected."
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x80\x02]K\x01a.", "holds a list of 1 value, where a network was expected."),
        (b"\x80\x02cos\nsystem\n)\x81}b.", (
            "the network itself is of class os.system, whose code is not in the file; the code of every module was "
            "expected beside its weights."
        )),
        (b"\x80\x02c__torch__\nNet\n)\x81.", (
            "the network itself is not recorded the way torch.jit.save records a module."
        )),
        (b"\x80\x02c__torch__\nNet\n)\x81}X\x01\x00\x00\x00acos\nsystem\nsb.", (
            "has a Global as a constant, which TorchScript does not know."
        )),
    ],
)  # fmt: skip
def test_records_that_are_no_network_are_refused(forge_script, refusal, data, message):
    assert refusal(forge_script(RETURN, data=data)) == message


def test_constants_outside_their_storage_are_refused(rewrite, refusal):
    data = written(exported(nn.Linear(2, 2).eval(), torch.ones(1, 2), "frozen"))
    assert refusal(rewrite(data, {"constants/0": struct.pack("<f", 1.0)})) == (
        "CONSTANTS.c0 needs 16 bytes from storage 0, which has 4; the file is damaged or forged."
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("x: Tensor, y: Tensor", "its forward takes 2 inputs (x, y); "),
        ("x: Dict[str, Tensor]", "its forward takes x, which is no tensor; "),
        ("*x", ""),
    ],
)
def test_a_forward_that_takes_no_single_tensor_is_refused(forge_script, refusal, arguments, message):
    code = f"class Net(Module):\n  def forward(self, {arguments}) -> Tensor:\n    return x\n"
    expected = "its forward takes arguments in a way that TorchScript never writes; it was not run."
    rest = "one tensor with a row per line of the table was expected. Export a network that takes one."
    assert refusal(forge_script("", **{"code/__torch__.py": code})) == (message + rest if message else expected)


def test_a_network_without_forward_is_refused(forge_script, refusal):
    assert refusal(forge_script("", **{"code/__torch__.py": "class Net(Module):\n  pass\n"})) == (
        "its class __torch__.Net has no forward, by which a network is run."
    )

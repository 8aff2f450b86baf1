"""A script and a style lose blanks and comments, and nothing that is meant."""

from __future__ import annotations

import pytest

from bot.web.minify import minify_script, minify_style


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("const a = 1; // why\nlet b  =  a;", "const a=1;let b=a;"),
        ("/* a\n b */ const x = 5;", "const x=5;"),
        ('say("two  blanks // and slashes");', 'say("two  blanks // and slashes");'),
        ('say("a \\" quote  ");', 'say("a \\" quote  ");'),
        ("const f = (one) => one + 1;", "const f=one=>one+1;"),
        ("const f = async (one) => await one;", "const f=async(one)=>await one;"),
        ("const f = (one, two) => one in two;", "const f=(one,two)=>one in two;"),
        ("call((one) => { go(one); });", "call(one=>{go(one)});"),
        ("list(a, [b, c,], { d, });", "list(a,[b,c],{d});"),
        ("x = a + +b - -c++;", "x=a+ +b- -c++;"),
        ("return /^ a  [/ ]b$/i.test(x);", "return/^ a  [/ ]b$/i.test(x);"),
        ("const r = /^ a  [/ ]b$/i.exec( x );", "const r=/^ a  [/ ]b$/i.exec(x);"),
        ("const half = width / 2 / count;", "const half=width/2/count;"),
        ("const t = `a  ${ b + `  ${ c } ` }  // d`;", "const t=`a  ${b+`  ${c} `}  // d`;"),
        ("t = `${ a.map((x) => { return x; }) } \\` $ `;", "t=`${a.map(x=>{return x})} \\` $ `;"),
    ],
)
def test_a_script_keeps_its_meaning(written: str, sent: str) -> None:
    assert minify_script(written) == sent


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("/* why */\na { color : red; }\n", "a{color :red}"),
        ("a :hover, b > c {\n  margin: 0 auto;\n}", "a :hover,b > c{margin:0 auto}"),
        (
            "@media (width > 9px) { a { top: calc(1px + 2px); } }",
            "@media (width > 9px){a{top:calc(1px + 2px)}}",
        ),
    ],
)
def test_a_style_keeps_its_meaning(written: str, sent: str) -> None:
    assert minify_style(written) == sent


@pytest.mark.parametrize("written", ["const a = `open", "const a = `${ b", "x = /open"])
def test_what_does_not_end_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"end|not a script"):
        minify_script(written)

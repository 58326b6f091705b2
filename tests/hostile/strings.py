"""Over three hundred strings that somebody might send to see what breaks; all written by us.

`{host}` stands for a server that must never hear from us. Nothing here is a real address.
"""

_TAGS_THAT_FETCH = (
    "<img src={host}/i>", "<img srcset='{host}/s 1x'>", "<img src=x lowsrc={host}/l>",
    "<image src={host}/im>", "<picture><source srcset={host}/p><img></picture>",
    "<video src={host}/v autoplay></video>", "<video poster={host}/po></video>",
    "<audio src={host}/a autoplay></audio>", "<source src={host}/so>", "<track src={host}/t>",
    "<iframe src={host}/f></iframe>", "<iframe srcdoc='<img src={host}/sd>'></iframe>",
    "<frame src={host}/fr>", "<frameset><frame src={host}/fs></frameset>",
    "<embed src={host}/e>", "<object data={host}/o></object>",
    "<object><param name=movie value={host}/mo></object>", "<applet code={host}/ap></applet>",
    "<link rel=stylesheet href={host}/css>", "<link rel=icon href={host}/ico>",
    "<link rel=prefetch href={host}/pre>", "<link rel=dns-prefetch href={host}>",
    "<style>@import url({host}/imp);</style>", "<style>@import '{host}/imp2';</style>",
    "<style>body{{background:url({host}/bg)}}</style>",
    "<style>@font-face{{font-family:x;src:url({host}/font)}}*{{font-family:x}}</style>",
    "<p style='background-image:url({host}/p)'>x", "<p style=\"background:url('{host}/p2')\">x",
    "<table background={host}/tb><tr><td>x</table>", "<td background={host}/td>x",
    "<body background={host}/body>", "<ul style='list-style-image:url({host}/li)'><li>x</ul>",
    "<input type=image src={host}/in>", "<button formaction={host}/fa>x</button>",
    "<form action={host}/fo><input autofocus></form>", "<base href={host}/>",
    "<meta http-equiv=refresh content='0;url={host}/m'>", "<script src={host}/js></script>",
    "<svg><image href={host}/sv /></svg>", "<svg><image xlink:href={host}/sx /></svg>",
    "<svg><use href='{host}/u#x'/></svg>", "<svg><feImage href={host}/fe /></svg>",
    "<svg><style>@import url({host}/ss)</style></svg>", "<math href={host}/ma>x</math>",
    "<bgsound src={host}/bs>", "<layer src={host}/la>", "<isindex action={host}/is>",
    "<a href={host}/ping ping={host}/pi>x</a>", "<blockquote cite={host}/c>x</blockquote>",
    "<q cite={host}/q>x</q>", "<del cite={host}/d>x</del>", "<html manifest={host}/man>",
    "<img src='file:///etc/hostname'>", "<img src='qrc:/x'>", "<img src='data:image/svg+xml,<svg/>'>",
    "![x]({host}/md)", "[![x]({host}/md2)]({host}/md3)", "<p style='cursor:url({host}/cu),auto'>x",
    "<p style='content:url({host}/co)'>x", "<p style='border-image:url({host}/bi)'>x",
)  # fmt: skip

_HANDLERS = tuple(
    f"<{tag} on{event}=alert({number})>"
    for number, (tag, event) in enumerate(
        (tag, event)
        for tag in ("img src=x", "svg", "body", "input autofocus", "details open", "video", "p")
        for event in ("error", "load", "focus", "toggle", "mouseover")
    )
)

_LINKS = tuple(
    f"<a href={quote}{scheme}alert(1){quote}>x</a>"
    for quote in ('"', "'")
    for scheme in (
        "javascript:", "JaVaScRiPt:", "java\tscript:", "java\nscript:", "java\rscript:",
        "&#106;avascript:", "&#x6A;avascript:", "&#0000106avascript:", " javascript:",
        "\x01javascript:", "\u00a0javascript:", "javascript&colon;", "vbscript:", "livescript:",
        "data:text/html,<script>", "data:text/html;base64,PHNjcmlwdD4", "blob:", "filesystem:",
        "view-source:javascript:", "feed:javascript:", "jar:javascript:", "mhtml:", "file:///",
    )
)  # fmt: skip

_MARKUP = (
    "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script\x20type=x>alert(1)</script>",
    "<script/x>alert(1)</script>", "<<script>alert(1)//<</script>", "<script>alert(1)",
    "</script><script>alert(1)</script>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x00>alert(1)</script>", "<\x00script>alert(1)</script>", "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>", "--><script>alert(1)</script>", "]]><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>", "<!--<script>alert(1)</script>-->",
    "<!--><script>alert(1)</script>", "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<?xml version=\"1.0\"?><script>alert(1)</script>", "<!DOCTYPE x [<!ENTITY e 'x'>]>&e;",
    "<!ENTITY xxe SYSTEM 'file:///etc/hostname'>&xxe;", "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>", "</style><script>alert(1)</script>",
    "</noscript><script>alert(1)</script>", "<noscript><p title='</noscript><img src=x onerror=a()>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=a()&gt;'>",
    "<svg></p><style><a id='</style><img src=1 onerror=a()>'>", "<svg><p><style><g title='</style><img src onerror=a()>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=a()>",
    "<math><annotation-xml encoding='text/html'><script>a()</script></annotation-xml></math>",
    "<svg><foreignObject><script>a()</script></foreignObject></svg>",
    "<svg><animate onbegin=a() attributeName=x>", "<svg><set attributeName=href to=javascript:a()>",
    "<svg><a><animate attributeName=href values=javascript:a() /><text>x</text></a></svg>",
    "<template><script>a()</script></template>", "<xmp><script>a()</script></xmp>",
    "<plaintext><script>a()</script>", "<listing>&lt;img onerror=a()&gt;</listing>",
    "<select><template><img src onerror=a()></template></select>", "<keygen autofocus onfocus=a()>",
    "<a href='x' title=\"'><img src onerror=a()>\">x</a>", "<p id=\"`onload=a()`\">x",
    "<img alt=`` src=x onerror=a()>", "<img/src=x/onerror=a()>", "<img\nsrc=x\nonerror=a()>",
    "<p style='width:expression(a())'>x", "<p style='behavior:url(x.htc)'>x", "<p style='-moz-binding:url(x)'>x",
    "<p style='position:fixed;inset:0;z-index:9999'>cover</p>", "<p style='font-size:9999px'>big</p>",
    "<p style='direction:rtl;unicode-bidi:bidi-override'>back</p>", "<marquee behavior=alternate>x</marquee>",
    "<blink>x</blink>", "<font size=99999 color=red>big</font>", "<table width=99999><tr><td>x</table>",
    "<img width=99999 height=99999>", "<pre>" + "x" * 3000 + "</pre>", "<hr size=9999 width=9999>",
    "<h1>huge</h1>", "<center><b><i><u>x", "<div id=comment-1 class=moderator>me</div>",
    "<a name=comment-1>x</a>", "<a id=top href=#top>x</a>", "<a href=//evil.example.org/>x</a>",
    "<a href='https://example.org@evil.example.com/'>bank</a>", "<a href='http://[::1'>broken</a>",
    "<a href=https://example.com target=_top>x</a>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;", "&#60;script&#62;", "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)", "\\x3cscript\\x3e", "+ADw-script+AD4-", "＜script＞alert(1)＜/script＞",
    "ʺ><script>", "{{{{7*7}}}}", "{{{{constructor.constructor('a()')()}}}}", "{{% raw %}}", "{{# x #}}", "${{7*7}}",
    "<%= 7*7 %>", "#{{7*7}}", "[[x]]", "{{}}", "{{0}}", "{{name}}", "{{host.__class__}}",
)  # fmt: skip

_FORMULAS = tuple(
    start + rest
    for start in ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "\u200b=")
    for rest in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://evil.example.org","x")')
)

_LANGUAGES_OF_MACHINES = (
    "'; DROP TABLE comment; --", "' OR '1'='1", "1; SELECT * FROM private_contact", "') UNION SELECT 1 --",
    "\\'; --", "\"; DELETE FROM comment; --", "Robert'); DROP TABLE x;--", "%", "_", "\\", "*", "?", "[a-z]*",
    '"', '""', '"unclosed', "NEAR(a b, 2)", "name:ana", "text : x", "a AND", "OR", "NOT NOT", "a NOT", "^start",
    "a* b*", "**", "-", "--", "-()", "((((((", "))))", "{name text}: x", "{{name text}} : x", "+a +b", "a:b:c:d",
    "status:", "status:nothing", "author:\"", "email:@", "ip:::/999", "before:9999-99-99", "links:>>>", "-status:-",
    "%s%s%s%s%n", "%d", "%(name)s", "%%", "%x%x%x%x", "%n%n%n", "$HOME", "$(reboot)", "`reboot`", "; reboot",
    "| reboot", "&& reboot", "> /dev/null", "../../../../etc/passwd", "..\\..\\windows\\system32", "file.txt\x00.png",
    "/dev/zero", "CON", "NUL", "COM1", "AUX.txt", "~root", "-rf", "--help", "--newsroom", "@file", "\\\\host\\share",
    "\x1b[2J\x1b[H", "\x1b]0;title\x07", "\x1b[31mred", "\x1b]8;;http://evil.example.org\x07x\x1b]8;;\x07",
    "\x1b]52;c;ZXZpbA==\x07", "\x9b31m", "\x07\x07\x07", "\x08\x08\x08gone", "a\rb", "a\x0bb\x0cc", "\x1bP+q\x1b\\",
    "null", "None", "undefined", "NaN", "Infinity", "-0", "1e309", "0x10", "true", "[]", "__proto__", "constructor",
    "---\nyaml: true\n---", "!!python/object/apply:os.system ['x']", "&a [*a]", "- - - -", "\ufeffbom", "# heading",
    "```", "~~~\n" * 20, "> " * 300 + "x", "* " * 300, "[" * 2000, "![" * 1000, "_" * 2000, "<" * 2000, "&" * 2000,
    "((" * 1000, "\\" * 1001, "`" * 999, "|a|b|\n|-|-|\n" * 50, "http://" * 300, "www." * 300, "@" * 1000,
)  # fmt: skip

_SCRIPTS = (
    "\u202eetirw ot tpircsavaj", "abc\u202edef\u202cghi", "\u2066\u2067\u2068", "\u202a\u202b" * 200, "\u200f\u200e" * 50,
    "שלום עולם", "مرحبا بالعالم", "ا" * 400, "Hello שלום 123 مرحبا", "\u061cx", "﷽" * 200, "ﷺ",
    "Z\u0351\u036b\u0343\u036a\u0302a\u0300\u0301\u0302\u0303\u0304l\u0305\u0306\u0307\u0308g\u0309\u030a\u030bo",
    "e" + "\u0301" * 2000, "".join(f"{sign}" + "\u0336\u0335\u0334" * 30 for sign in "zalgo"), "\u20dd" * 100,
    "\u200b" * 500, "a\u200bb\u200cc\u200dd\u2060e", "\u00ad" * 300 + "x", "\u2800" * 30, "\u3164" * 20, "\u115f\u1160",
    "👨‍👩‍👧‍👦" * 30, "👩🏽‍🚀", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇩🇪🇫", "👍" + "🏿" * 50, "👨" + "\u200d👨" * 60, "❤\ufe0f\ufe0e" * 20, "\U0001f9d1\u200d",
    "\ud800", "\udfff", "a\udc80b", "\ud83d", "\x00", "a\x00b", "\x00" * 300, "\ufffe\uffff", "\U0010ffff", "\U000e0001" * 40,
    "\ue000\uf8ff", "\u2028\u2029", "\x85\x1c\x1d", "\u0085", "Å Å Å", "ﬁ ﬂ ﬃ", "ǅ ŉ ẞ ı İ", "ß" * 300, "İ" * 500, "ΐ" * 300,
    "𝕬𝖓𝖆", "Ⓐⓝⓐ", "Ａｎａ", "ᴀɴᴀ", "ɐuɐ", "Аnа", "Αna", "раураl", "ɡoogle", "аdmin", "Mоderator", "Ηаrbour Cоurier",
    "Moderator", "The Editors", "ADMIN", "Commentdesk", "[e-mail hidden]", "Anonymous", "Moderator ✓", "Editor ★ verified",
    "👑 Admin", "Ana (staff)", "Harbour Courier newsroom", "システム管理者", "ก็็็็็็็็็็็็็็็็็็็็", "ཨོཾ་མ་ཎི་", "𒐫" * 60, "𒈙" * 60, "꧅" * 100,
    "ﷻ" * 100, "⸻" * 100, "█" * 500, "౞ా" * 80, "జ్ఞ‌ా", "سلام\u064b\u064c" * 60, "W" * 3000, "i" * 3000, "\t" * 500, "\n" * 3000,
    "a" * 65_525, "ab " * 20_000, "-" * 5_000, "x\n" * 4_000, "\u00a0" * 2_000, "漢" * 5_000, "́leading mark", "\u202e" * 4,
)  # fmt: skip

STRINGS: tuple[str, ...] = tuple(
    dict.fromkeys(
        [one.replace("{{", "{").replace("}}", "}") for one in (*_TAGS_THAT_FETCH, *_MARKUP)]
        + [*_HANDLERS, *_LINKS, *_FORMULAS, *_LANGUAGES_OF_MACHINES, *_SCRIPTS]
    )
)
# Too long for any form, and for the window to show in one go: tried apart.
MONSTERS = {
    "ten megabytes in one word": "x" * 10_000_000,
    "a hundred thousand tags in one another": "<div>" * 100_000 + "x",
    "a hundred thousand bold tags": "<b>" * 100_000 + "x" + "</b>" * 100_000,
    "a hundred thousand quotes": "<blockquote>" * 100_000 + "x",
    "a million entities": "&amp;" * 1_000_000,
    "a hundred thousand marks on a letter": "e" + "\u0301" * 100_000,
}


def aimed_at(host: str) -> list[str]:
    """All strings, with this server in place of `{host}`."""
    return [one.replace("{host}", host) for one in STRINGS]

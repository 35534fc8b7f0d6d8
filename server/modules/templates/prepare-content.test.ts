import { describe, expect, test } from "vitest";
import { languages } from "../../../contracts/languages.ts";
import { exampleValues, type TemplateKind } from "../../../contracts/template-variables.ts";
import { compileContent } from "./compile-content.ts";
import { prepareContent } from "./prepare-content.ts";
import { renderContent } from "./render-content.ts";
import { sanitiseHtml } from "./sanitise-html.ts";
import { listStarters } from "./starters/starters.ts";

const prepare = (html: string, kind: TemplateKind = "personal", subject = "Hello") =>
  prepareContent({ kind, language: "en", subject, html });
const codes = (html: string, kind?: TemplateKind) => prepare(html, kind).faults.map((fault) => fault.code);
const render = (html: string, values: Record<string, string>) => renderContent(compileContent(prepare(html)), values);

describe("what is saved can do no harm", () => {
  test.each([
    ["<p>a</p><script>alert(1)</script>", "<p>a</p>"],
    ['<p onclick="x()">a</p>', "<p>a</p>"],
    ['<a href="javascript:alert(1)">a</a>', "<a>a</a>"],
    ['<a href=" java\u0000script:alert(1)">a</a>', "<a>a</a>"],
    ['<a href="//evil.example">a</a>', "<a>a</a>"],
    ['<form action="/x"><input name="a"><button>go</button>t</form>', "t"],
    ['<iframe src="https://x.example"></iframe>t', "t"],
    ['<p style="background:url(https://x.example/a.png);color:red">a</p>', '<p style="color:red">a</p>'],
    ['<p style="position:fixed;width:expression(alert(1))">a</p>', "<p>a</p>"],
    ['<img src="data:image/svg+xml,<svg onload=alert(1)>">', "<img />"],
    ["<svg><script>alert(1)</script></svg>t", "t"],
    ["<!--[if mso]><p>x</p><![endif]-->t", "t"],
  ])("%s → %s", (html, expected) => expect(sanitiseHtml(html)).toBe(expected));

  test("tables, inline styles, pictures and links of a mail survive", () => {
    const html =
      '<table width="600" cellpadding="0"><tr><td style="color:#333;width:50%" align="center"><img src="cid:logo@x" alt="Logo" width="80" /></td></tr></table>';
    expect(sanitiseHtml(html)).toContain('style="color:#333;width:50%"');
    expect(sanitiseHtml(html)).toContain('src="cid:logo@x"');
  });

  test("an address that a person typed without https leads somewhere", () => {
    expect(sanitiseHtml('<a href="www.example.com/a?b=1&amp;c=2">x</a>')).toBe(
      '<a href="https://www.example.com/a?b=1&amp;c=2">x</a>',
    );
  });

  test("HTML that is nested too deep is refused at once", () => {
    expect(() => sanitiseHtml("<div>".repeat(50_000))).toThrow("templates.too-deep");
  });
});

describe("what could not be sent is not saved, and the reason says where", () => {
  test("a misspelt variable, with its line, its column and the name that was meant", () => {
    expect(prepare("<p>Hello</p>\n<p>dear %nmae%</p>").faults).toEqual([
      { code: "misspelt-variable", field: "html", token: "%nmae%", suggestion: "%name%", line: 2, column: 9 },
    ]);
  });

  test("a variable in the subject is checked too", () => {
    expect(prepare("<p>a</p>", "personal", "For %nmae%").faults).toMatchObject([{ field: "subject", column: 5 }]);
  });

  test.each([
    ["<p>%loyalty%</p>", "unknown-variable"],
    ["<p>%debt%</p>", "variable-not-for-kind"],
    ['<p style="width:%name%">a</p>', "variable-not-here"],
    ['<td align="%name%">a</td>', "variable-not-here"],
    ['<a href="%city%">a</a>', "variable-in-site-address"],
    ['<a href="https://%city%.example/">a</a>', "variable-in-site-address"],
    ['<a href="https://x.example%city%">a</a>', "variable-in-site-address"],
    ['<a href="%preferences_link|https://x.example%">a</a>', "fallback-on-link"],
    ["<p>%<b>name</b>%</p>", "variable-split"],
    ["<p>%if name%a</p>", "section-without-end"],
    ["<p>a%end%</p>", "end-without-section"],
    ["<p><b>%if name%</b>a%end%</p>", "section-crosses-layout"],
    ['<a href="https://x.example/%if name%a">b</a>%end%', "section-crosses-layout"],
    ["<p></p>", "nothing-to-read"],
  ])("%s: %s", (html, code) => expect(codes(html)).toEqual([code]));

  test("all that is wrong is told at once, in the order of the text", () => {
    expect(codes("<p>%nmae% %debt% %loyalty%</p>")).toEqual([
      "misspelt-variable",
      "variable-not-for-kind",
      "unknown-variable",
    ]);
  });

  test("a consent request must be answerable and say what for", () => {
    expect(codes("<p>May we?</p>", "consent-request")).toEqual(["consent-link-missing", "consent-type-missing"]);
    expect(codes('<p>%consent_type%</p><a href="%consent_link%">Answer</a>', "consent-request")).toEqual([]);
  });

  test("prices, URL escapes and widths are no variables", () => {
    const html = '<p style="width:50%">20 % off, 50%off% <a href="https://x.example/?q=%20a%20%C3%A9">a</a></p>';
    expect(codes(html)).toEqual([]);
    expect(render(html, {}).html).toBe(html);
  });
});

describe("sections", () => {
  test("show only when the variable has a value", () => {
    const html = "<p>Hello%if first_name% %first_name%%end%!</p>";
    expect(render(html, { first_name: "Emma" }).html).toBe("<p>Hello Emma!</p>");
    expect(render(html, { first_name: "  " }).html).toBe("<p>Hello!</p>");
  });

  test("stand inside each other", () => {
    const html = "<p>%if name%a%if city%b%end%c%end%d</p>";
    expect(render(html, { name: "x" }).html).toBe("<p>acd</p>");
    expect(render(html, { name: "x", city: "y" }).html).toBe("<p>abcd</p>");
    expect(render(html, { city: "y" }).html).toBe("<p>d</p>");
  });

  test("written in paragraphs of their own leave no empty paragraph and no empty lines", () => {
    const html = "<p>one</p><p>%if city%</p><p>two</p><p>%end%</p><p>three</p>";
    expect(render(html, {})).toMatchObject({ html: "<p>one</p><p>three</p>", text: "one\n\nthree" });
    expect(render(html, { city: "x" })).toMatchObject({
      html: "<p>one</p><p>two</p><p>three</p>",
      text: "one\n\ntwo\n\nthree",
    });
  });

  test("may span whole paragraphs", () => {
    const html = "<p>a %if city%b</p><p>c%end% d</p>";
    expect(render(html, {}).html).toBe("<p>a  d</p>");
  });
});

describe("values", () => {
  test("are escaped for each place: text, description, address, plain text, subject", () => {
    const content = prepareContent({
      kind: "personal",
      language: "en",
      subject: "Hi %name%",
      html: '<p>%name% <a href="https://x.example/?n=%name%" title="%name%">go</a></p>',
    });
    const name = 'A & "B" <c>\r\nBcc: x';
    expect(renderContent(compileContent(content), { name })).toEqual({
      subject: 'Hi A & "B" <c> Bcc: x',
      html: '<p>A &amp; &quot;B&quot; &lt;c&gt;\nBcc: x <a href="https://x.example/?n=A%20%26%20%22B%22%20%3Cc%3E%0ABcc%3A%20x" title="A &amp; &quot;B&quot; &lt;c&gt;\nBcc: x">go</a></p>',
      text: 'A & "B" <c>\nBcc: x go <https://x.example/?n=A%20%26%20%22B%22%20%3Cc%3E%0ABcc%3A%20x>',
    });
  });

  test("a missing value gives the fallback, and nothing without one", () => {
    expect(render("<p>%name|Tom &amp; Co%-%city%</p>", {})).toMatchObject({
      html: "<p>Tom &amp; Co-</p>",
      text: "Tom & Co-",
    });
  });

  test("a link variable that is no address leads nowhere", () => {
    expect(render('<a href="%preferences_link%">a</a>', { preferences_link: "javascript:alert(1)" }).html).toBe(
      '<a href="#">a</a>',
    );
  });

  test("names of JavaScript's own are no values", () => {
    expect(render("<p>%name|none%</p>", JSON.parse('{"__proto__":{"name":"x"}}')).html).toBe("<p>none</p>");
  });
});

describe("the plain-text part", () => {
  test("has the variables, the links and the lines of the HTML", () => {
    const { text } = prepare(
      '<h1>News</h1><p>Dear %name|customer%,<br>read <a href="https://x.example/?n=%name%">this</a>.</p><ul><li>one</li><li>two</li></ul><img src="https://x.example/a.png" alt="Our shop">',
    );
    expect(text).toBe(
      "News\n\nDear %name|customer%,\nread this <https://x.example/?n=%name%>.\n\n - one\n - two\n\nOur shop",
    );
  });

  test("cells side by side do not become a variable", () => {
    expect(codes("<table><tr><td>50 %</td><td>name%</td></tr></table>")).toEqual([]);
  });
});

describe("bulk texts show their way out", () => {
  test("a newsletter without one gets the line, in its language", () => {
    const content = prepareContent({ kind: "marketing", language: "fr", subject: "x", html: "<p>Bonjour</p>" });
    expect(content.variables).toContain("preferences_link");
    expect(content.html).toContain("vous désinscrire");
    expect(content.text).toContain("<%lien_de_préférences%>");
  });

  test("one that has its own is left as it is", () => {
    const html = '<p><a href="%unsubscribe_link%">out</a></p>';
    expect(prepare(html, "marketing").html).toBe(html);
  });
});

test("every text that we ship is complete and without fault", () => {
  for (const starter of listStarters()) {
    const content = prepareContent(starter);
    expect(content.faults, `${starter.starter} ${starter.language}`).toEqual([]);
    const rendered = renderContent(compileContent(content), exampleValues(starter.language));
    expect(Object.values(rendered).join()).not.toMatch(/%[\p{L}]/u);
  }
  expect(listStarters()).toHaveLength(3 * languages.length);
});

test("the hash stands for the whole content", () => {
  const one = prepare("<p>a</p>").hash;
  expect(prepare("<p>a</p>").hash).toBe(one);
  expect(prepare("<p>b</p>").hash).not.toBe(one);
  expect(prepare("<p>a</p>", "personal", "Other").hash).not.toBe(one);
});

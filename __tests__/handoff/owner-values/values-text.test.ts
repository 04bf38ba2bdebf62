import { lineOfName } from "../../../src/handoff/owner-values/assignments";
import { changedText } from "../../../src/handoff/owner-values/values-text";

const TEXT = `# sizes of the team
region = "eu-west-1" # primary
tags = {
  # a bracket in a comment: {
  Team = "a }"
}

/* notes = 1
   of last year */
notes   = <<EOT
x = [
EOT
ranges  = ["10.0.0.0/8"]
account = "1"
`;

const change = (values: object, removed: string[] = []): string =>
  changedText(TEXT, new Map(Object.entries(values)), removed);

test("only the changed value is written, and comments stay", () => {
  expect(change({ ranges: ["10.0.0.0/8", "10.1.0.0/16"] })).toBe(
    TEXT.replace('["10.0.0.0/8"]', '["10.0.0.0/8", "10.1.0.0/16"]'),
  );
});

test("a comment behind a changed value stays", () => {
  expect(change({ region: "eu-west-2" })).toBe(TEXT.replace("eu-west-1", "eu-west-2"));
});

test("a comment behind a value that becomes a heredoc is above it, because the heredoc would not end", () => {
  expect(change({ region: "a\nb\n" })).toBe(
    TEXT.replace('region = "eu-west-1" # primary', "# primary\nregion = <<-EOT\n  a\n  b\nEOT"),
  );
});

test("a value of several lines is replaced as a whole", () => {
  expect(change({ tags: { Team: "b" } })).toBe(
    TEXT.replace('  # a bracket in a comment: {\n  Team = "a }"\n', '  Team = "b"\n'),
  );
});

test("a heredoc is replaced as a whole", () => {
  expect(change({ notes: "none" })).toBe(TEXT.replace("notes   = <<EOT\nx = [\nEOT\n", 'notes   = "none"\n'));
});

test("a removed value takes its lines with it", () => {
  expect(change({}, ["tags"])).toBe(TEXT.replace(/tags = \{[^]*?\n\}\n/, ""));
});

test("the others stay aligned where the longest name is removed", () => {
  expect(change({}, ["account"])).toBe(
    TEXT.replace('account = "1"\n', "").replace("notes   =", "notes  =").replace("ranges  =", "ranges ="),
  );
});

test("a new value is at the end, aligned with its neighbours", () => {
  expect(change({ additional: 2 })).toBe(
    TEXT.replace(
      'ranges  = ["10.0.0.0/8"]\naccount = "1"\n',
      'ranges     = ["10.0.0.0/8"]\naccount    = "1"\nadditional = 2\n',
    ).replace("notes   =", "notes      ="),
  );
});

test("a name in a heredoc or a comment is no assignment", () => {
  expect(change({}, ["x", "notes"])).toBe(TEXT.replace("notes   = <<EOT\nx = [\nEOT\n", ""));
});

test("the line of a name is found", () => {
  expect(lineOfName(TEXT, "ranges")).toBe(13);
});

test("the line of a name is not that of a field or of a text with the same name", () => {
  expect(
    lineOfName('map = {\n  region = "a"\n}\ntext = <<EOT\nregion: b\nEOT\nregion = "c"\n', "region"),
  ).toBe(7);
});

test("the line of a name in JSON is found", () => {
  expect(lineOfName('{\n  "zones": ["a"],\n  "region": "b = 1"\n}\n', "region")).toBe(3);
});

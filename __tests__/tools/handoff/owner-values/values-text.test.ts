import { lineOf } from "../../../../src/tools/handoff/owner-values/assignments";
import { changedText } from "../../../../src/tools/handoff/owner-values/values-text";

const TEXT = `# sizes of the team
region = "eu-west-1" # primary
tags = {
  # a bracket in a comment: {
  Team = "a }"
}

/* notes = 1
   of last year */
notes = <<EOT
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

test("a value of several lines is replaced as a whole", () => {
  expect(change({ tags: { Team: "b" } })).toBe(
    TEXT.replace('  # a bracket in a comment: {\n  Team = "a }"\n', '  Team = "b"\n'),
  );
});

test("a heredoc is replaced as a whole", () => {
  expect(change({ notes: "none" })).toBe(TEXT.replace("notes = <<EOT\nx = [\nEOT\n", 'notes   = "none"\n'));
});

test("a removed value takes its lines with it", () => {
  expect(change({}, ["tags"])).toBe(TEXT.replace(/tags = \{[^]*?\n\}\n/, ""));
});

test("the others stay aligned where the longest name is removed", () => {
  expect(change({}, ["account"])).toBe(TEXT.replace('account = "1"\n', "").replace("ranges  =", "ranges ="));
});

test("a new value is at the end, aligned with its neighbours", () => {
  expect(change({ additional: 2 })).toBe(
    TEXT.replace(
      'ranges  = ["10.0.0.0/8"]\naccount = "1"\n',
      'ranges     = ["10.0.0.0/8"]\naccount    = "1"\nadditional = 2\n',
    ),
  );
});

test("a name in a heredoc or a comment is no assignment", () => {
  expect(change({}, ["x", "notes"])).toBe(TEXT.replace("notes = <<EOT\nx = [\nEOT\n", ""));
});

test("the line of a name is found", () => {
  expect(lineOf(TEXT, "ranges")).toBe(13);
});

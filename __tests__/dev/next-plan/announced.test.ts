import { announcements, unannounced } from "../../../dev/next-plan/announced";

const changelog = (nextPlan: string, released = ""): string => `# Changelog

## Unreleased

### Added

- a key of \`aws_vpc\`

${nextPlan}

## 1.0.0

### Next plan

- \`aws_kms_key\` was announced before

${released}
`;

const CHANGED = ["aws_vpc.main", "aws_vpc.other", "data.aws_lb.main", "output.vpc_id"];

const left = (lines: string): string[] =>
  unannounced(CHANGED, announcements(changelog(`### Next plan\n\n${lines}`), "1.0.0"));

test("without announcements, every changed address is left", () => {
  expect(unannounced(CHANGED, announcements(changelog(""), "1.0.0"))).toEqual(CHANGED);
});

test.each([
  ["an address", "- `aws_vpc.main` gets names", ["aws_vpc.other", "data.aws_lb.main", "output.vpc_id"]],
  ["a type", "- each `aws_vpc` is changed", ["data.aws_lb.main", "output.vpc_id"]],
  ["the type of a data source", "- `data.aws_lb`", ["aws_vpc.main", "aws_vpc.other", "output.vpc_id"]],
  ["all outputs", "- `output`", ["aws_vpc.main", "aws_vpc.other", "data.aws_lb.main"]],
  ["a pattern", "- `aws_*.main`: tags", ["aws_vpc.other", "data.aws_lb.main", "output.vpc_id"]],
  [
    "two names in a wrapped line",
    "- `aws_vpc.main`\n  and `aws_vpc.other`",
    ["data.aws_lb.main", "output.vpc_id"],
  ],
  ["words without backquotes", "- aws_vpc.main gets names", CHANGED],
  ["a part of a type", "- `aws_v`", CHANGED],
])("%s announces what it names", (_, lines, expected) => {
  expect(left(lines)).toEqual(expected);
});

test("the addresses of a state move are announced by it", () => {
  const moved = changelog("### State moves\n\n- `aws_vpc.main` → `aws_vpc.other`");
  expect(unannounced(CHANGED, announcements(moved, "1.0.0"))).toEqual(["data.aws_lb.main", "output.vpc_id"]);
});

test("other sections, and those of the recorded version and older ones, announce nothing", () => {
  expect(announcements(changelog(""), "1.0.0")).toEqual([]);
});

test("the sections of all versions after the recorded one are read", () => {
  expect(announcements(changelog("### Next plan\n\n- `aws_vpc`"), "0.9.0")).toEqual([
    "aws_vpc",
    "aws_kms_key",
  ]);
});

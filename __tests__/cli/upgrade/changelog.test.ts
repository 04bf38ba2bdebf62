import { changesBetween } from "../../../src/cli/upgrade/changelog";

const CHANGELOG = `# Changelog

Changes for users.

## Unreleased

- not released

## 1.10.0

### Added

- ten

## 1.9.0

- nine

## 1.9.0-rc.1

- candidate

## 1.2.0

- two
`;

const titles = (text: string): string[] => text.match(/^## .*$/gm) ?? [];

test("the changes have the sections after the older version, up to the newer one", () => {
  const changes = changesBetween(CHANGELOG, "1.2.0", "1.10.0");
  expect(titles(changes)).toEqual(["## 1.10.0", "## 1.9.0", "## 1.9.0-rc.1"]);
  expect(changes).toContain("### Added\n\n- ten");
  expect(changes).not.toContain("- two");
  expect(changes).not.toContain("- not released");
});

test("numbers are compared as numbers, and a candidate is older than its release", () => {
  expect(titles(changesBetween(CHANGELOG, "1.9.0", "1.10.0"))).toEqual(["## 1.10.0"]);
  expect(titles(changesBetween(CHANGELOG, "1.9.0-rc.1", "1.9.0"))).toEqual(["## 1.9.0"]);
});

test("the way back has the same sections", () => {
  expect(changesBetween(CHANGELOG, "1.10.0", "1.2.0")).toBe(changesBetween(CHANGELOG, "1.2.0", "1.10.0"));
});

test("there are none between equal versions, or without sections of versions", () => {
  expect(changesBetween(CHANGELOG, "1.9.0", "1.9.0")).toBe("");
  expect(changesBetween("# Changelog\n\n## Unreleased\n\n- a\n", "1.0.0", "2.0.0")).toBe("");
});

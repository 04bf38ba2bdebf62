import { type Check } from "../../../src/checks/check";
import { FirstNotice } from "../../../dev/mutate/first-notice";

const check = (id: string): Check => ({
  id,
  severity: "error",
  title: "",
  why: "",
  fix: "",
  source: "",
  run: () => [],
});
const CHECKS = ["a", "b", "c"].map(check);

/** Ids of the checks that are asked, until one of `noticing` is found. */
function asked(first: FirstNotice, kind: string, ...noticing: readonly string[]): string[] {
  const ids: string[] = [];
  first.check(kind, ({ id }) => {
    ids.push(id);
    return noticing.includes(id);
  });
  return ids;
}

test("checks are asked in their order until one notices the change", () => {
  expect(asked(new FirstNotice(CHECKS), "aws_eks_cluster", "b", "c")).toEqual(["a", "b"]);
});

test("a check that noticed an earlier change of the kind is asked first, and no check twice", () => {
  const first = new FirstNotice(CHECKS);
  asked(first, "aws_eks_cluster", "c");
  expect(asked(first, "aws_eks_cluster", "b")).toEqual(["c", "a", "b"]);
  expect(asked(first, "aws_eks_cluster", "a")).toEqual(["b", "c", "a"]);
});

test("a change of another kind begins in the order of the checks", () => {
  const first = new FirstNotice(CHECKS);
  asked(first, "aws_eks_cluster", "c");
  expect(asked(first, "aws_subnet", "c")).toEqual(["a", "b", "c"]);
});

test("every check is asked before a change counts as unnoticed", () => {
  const first = new FirstNotice(CHECKS);
  asked(first, "aws_subnet", "b");
  expect(first.check("aws_subnet", () => false)).toBeUndefined();
  expect(asked(first, "aws_subnet")).toEqual(["b", "a", "c"]);
});

import { type Case, EDITS } from "../../real/kubernetes/agreement/case";
import { shrunk } from "../../real/kubernetes/agreement/shrink";

interface Judged {
  readonly each: Case;
  readonly isFault: boolean;
}

const [edit] = EDITS;
if (!edit) throw new Error("no edits");

const caseWith = (change: Case["change"]): Case => ({
  base: "retail-forecast",
  change,
  edit,
  value: "100Gi",
});

/** A judge for which a change is a fault, with the changes that it judged. */
function judging(isFault: (change: Case["change"]) => boolean) {
  const changes: Case["change"][] = [];
  const judge = (each: Case): Promise<Judged> => {
    changes.push(each.change);
    return Promise.resolve({ each, isFault: isFault(each.change) });
  };
  return { changes, judge };
}

const shrink = async (change: Case["change"], judge: (each: Case) => Promise<Judged>, isOver = () => false) =>
  (
    await shrunk(
      { each: caseWith(change), isFault: true },
      { judge, isFault: (each) => each.isFault, isOver },
    )
  ).each.change;

const FULL: Case["change"] = {
  cpuRequest: "1000m",
  memoryRequest: "1Gi",
  memoryLimit: "1Gi",
  min: 3,
  max: 4,
};

test("only the parts of a case that the fault needs are left", async () => {
  const { judge } = judging(({ min, memoryRequest }) => min === 3 && memoryRequest === "1Gi");
  expect(await shrink(FULL, judge)).toEqual({ memoryRequest: "1Gi", min: 3 });
});

test("a fault of the edit alone loses all other parts", async () => {
  expect(await shrink(FULL, judging(() => true).judge)).toEqual({});
});

test("a case whose parts are all needed stays as it is", async () => {
  const { judge, changes } = judging((change) => Object.keys(change).length === 5);
  expect(await shrink(FULL, judge)).toEqual(FULL);
  expect(changes).toHaveLength(5);
});

test("each step removes one part", async () => {
  const { judge, changes } = judging(() => true);
  await shrink(FULL, judge);
  expect(changes.map((change) => Object.keys(change).length)).toEqual([4, 3, 2, 1, 0]);
});

test("the simplest case so far is returned when the time is over", async () => {
  const { judge, changes } = judging(() => true);
  expect(await shrink(FULL, judge, () => changes.length >= 2)).toEqual({
    memoryLimit: "1Gi",
    min: 3,
    max: 4,
  });
});

test("the edit and its value are kept", async () => {
  const { judge } = judging(() => true);
  const { each } = await shrunk(
    { each: caseWith(FULL), isFault: true },
    { judge, isFault: (judged) => judged.isFault, isOver: () => false },
  );
  expect(each).toEqual(caseWith({}));
});

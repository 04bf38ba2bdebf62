import { ownIds } from "../../../src/deploy/repair/rule";

const LISTED = [{ VpcId: "vpc-1", Tags: [{ Key: "Name", Value: "prod-x" }] }, { VpcId: "vpc-2" }];

test("a stack without the tag of an environment owns no object for lack of it", async () => {
  expect(await ownIds(LISTED, "VpcId", undefined, () => Promise.resolve(false))).toEqual([]);
});

test("a stack without the tag of an environment owns the object that a state names", async () => {
  expect(await ownIds(LISTED, "VpcId", undefined, (id) => Promise.resolve(id === "vpc-2"))).toEqual([
    "vpc-2",
  ]);
});

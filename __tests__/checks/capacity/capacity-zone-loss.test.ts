import { capacityAtMinimum } from "../../../src/checks/capacity/capacity-at-minimum";
import { capacityZoneLoss } from "../../../src/checks/capacity/capacity-zone-loss";
import { foundBy } from "../../support/findings";
import { model, prodWith } from "./plans";

test("capacity-zone-loss warns once of all zones without which the minimum replicas do not fit", () => {
  const plan = prodWith([model({ replicas: { min: 5 } })]);
  expect(foundBy(capacityAtMinimum, plan)).toEqual([]);
  const messages = foundBy(capacityZoneLoss, plan);
  expect(messages).toEqual([
    expect.stringContaining("without ap-southeast-2a or ap-southeast-2b, with 1 t3.medium left"),
  ]);
});

test("capacity-zone-loss accepts nodes in one zone with room for the minimum replicas", () => {
  expect(foundBy(capacityZoneLoss, prodWith([model()]))).toEqual([]);
});

import { capacityReservation } from "../../../src/checks/capacity/capacity-reservation";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered } from "../../support/altered";
import { configWith } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";

const PLATFORM = "ml-platform";
const stated = statedIn(settingsFor(configWith(PLATFORM)));

const after = (edit: (templates: Editable) => void): string[] =>
  foundBy(
    capacityReservation,
    altered(PLATFORM, ({ cluster }) => edit(cluster["resource"].aws_launch_template as Editable)),
    { statedOf: () => stated },
  );

test("accepts the reservation of the file", () => {
  expect(after(() => undefined)).toEqual([]);
});

test.each<[string, (template: Editable) => void]>([
  ["its specification", (template) => delete template["capacity_reservation_specification"]],
  [
    "its target",
    ({ capacity_reservation_specification }) =>
      delete capacity_reservation_specification.capacity_reservation_target,
  ],
  [
    "its id",
    ({ capacity_reservation_specification }) =>
      delete capacity_reservation_specification.capacity_reservation_target.capacity_reservation_id,
  ],
])("names nodes outside of the stated reservation: without %s", (_, edit) => {
  expect(after(({ reserved }) => edit(reserved as Editable))).toEqual([
    "aws_eks_node_group.reserved_a: capacity reservation: its nodes start in no reservation, expected cr-0a1b2c3d444455556 of the file, which is billed without them",
  ]);
});

test("names another reservation than the stated one", () => {
  const found = after(({ reserved }) => {
    reserved.capacity_reservation_specification.capacity_reservation_target.capacity_reservation_id =
      "cr-0fedcba9876543210";
  });
  expect(found).toEqual([
    "aws_eks_node_group.reserved_a: capacity reservation: its nodes start in cr-0fedcba9876543210, expected cr-0a1b2c3d444455556 of the file, which is billed without them",
  ]);
});

test("names a reservation that the file does not state", () => {
  const found = after(({ general }) => {
    general.capacity_reservation_specification = {
      capacity_reservation_target: { capacity_reservation_id: "cr-0fedcba9876543210" },
    };
  });
  expect(found).toContain(
    "aws_eks_node_group.general_a: capacity reservation: its nodes start in cr-0fedcba9876543210, expected no reservation: the file states none",
  );
});

test("says nothing of the file without a record of it", () => {
  const plan = altered(PLATFORM, ({ cluster }) => {
    delete cluster["resource"].aws_launch_template.reserved.capacity_reservation_specification;
  });
  expect(foundBy(capacityReservation, plan)).toEqual([]);
});

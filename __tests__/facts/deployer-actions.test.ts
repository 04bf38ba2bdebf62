import { RECORDED } from "../../src/reports/deployer-policy/facts/recorded-actions";
import { KEY_USES, LINKED_ROLES, PASSED_ROLES } from "../../src/reports/deployer-policy/facts/passed-roles";
import { UNRECORDED } from "../../src/reports/deployer-policy/facts/unrecorded-actions";
import { RESOURCE_TYPES } from "../../src/facts/resource-types/all";

const types = [
  ...Object.keys(RECORDED.types).filter((type) => type !== "provider"),
  ...UNRECORDED.flatMap((row) => row.types),
  ...[...PASSED_ROLES, ...LINKED_ROLES, ...KEY_USES].map(({ type }) => type),
];

test("every type of the tables exists", () => {
  const unknown = types.filter((type) => !(type.replace(/^data\./, "") in RESOURCE_TYPES));
  expect([...new Set(unknown)]).toEqual([]);
});

test("recorded plans only read", () => {
  const changes = Object.values(RECORDED.types)
    .flatMap(({ read }) => read)
    .filter((action) => !/^\w+:(Describe|Get|List)/.test(action));
  expect(changes).toEqual([]);
});

test("a row by hand repeats no recorded action", () => {
  const repeated = UNRECORDED.flatMap(({ types: rows, read = [], change = [] }) =>
    rows.flatMap((type) => {
      const recorded = RECORDED.types[type];
      const known = [...(recorded?.read ?? []), ...(recorded?.change ?? [])];
      return [...read, ...change]
        .filter((action) => known.includes(action))
        .map((action) => `${type} ${action}`);
    }),
  );
  expect(repeated).toEqual([]);
});

test("actions have the form SERVICE:Action", () => {
  const actions = [
    ...Object.values(RECORDED.types).flatMap(({ read, change }) => [...read, ...change]),
    ...UNRECORDED.flatMap(({ read = [], change = [] }) => [...read, ...change]),
  ];
  expect(actions.filter((action) => !/^[a-z0-9-]+:[A-Z]\w+$/.test(action))).toEqual([]);
});

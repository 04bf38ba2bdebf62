import { bodyAt } from "../../../dev/outputs/change";
import { HandOverScore } from "../../../dev/outputs/score";
import { configWith } from "../../support/environments";
import { TODAY } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { settingsFor } from "../../support/recorded-causes";

const NAME = "ml-inference-hardened";
const settings = settingsFor(configWith(NAME));

/** The score of a change of the access of a role, which has a policy beside its groups. */
const withGroups = (groups: readonly string[], record: typeof settings) => {
  const { output: stacks } = planOf(NAME);
  const score = new HandOverScore({
    name: NAME,
    stacks,
    others: [],
    record: { settings: record },
    today: TODAY,
  });
  const address = "aws_eks_access_entry.access_ml_on_call";
  return score.danger({
    environment: NAME,
    class: "access",
    layer: "cluster",
    address,
    change: "other groups",
    edit: (json) => (bodyAt(json, address)["kubernetes_groups"] = [...groups]),
  })?.judged.outcome;
};

test("a danger that a check names with the record of the file is one that is not proved without it", () => {
  expect(withGroups([], settings)).toBe("counted");
});

test("a danger that no check names with the record of the file either is silent", () => {
  expect(withGroups([], [])).toBe("silent");
});

test("a danger that a check names without the record needs none", () => {
  expect(withGroups(["system:masters"], [])).toBe("named");
});

import { StackJson } from "../../../src/terraform/stack-json";
import { stackName } from "../../../src/base/layers";
import { ATTACKED, OWN_FILES } from "../../../dev/mutate/attacks/attack";
import { ATTACKS } from "../../../dev/mutate/attacks/all";
import { placedAttack } from "../../../dev/mutate/attacks/placed";
import { planOf } from "../../support/reference-plans";

const all = Object.values(ATTACKS).flat();

const placed = (id: string) => {
  const attack = all.find((each) => each.id === id);
  if (!attack) throw new Error(`no attack ${id}`);
  const { environment = ATTACKED, layer } = attack;
  return {
    stack: planOf(environment).stack(layer),
    ...placedAttack(planOf(environment).stack(layer), attack),
  };
};

test.each(all.filter(({ by }) => "text" in by).map(({ id, named }) => [id, named] as const))(
  "the file of %s is refused exactly if that is expected",
  (id, named) => {
    const { own } = placed(id);
    expect(own instanceof StackJson ? [] : own).toHaveLength(named.includes(OWN_FILES) ? 1 : 0);
  },
);

test.each(all.filter(({ by }) => "edit" in by).map(({ id }) => [id]))(
  "%s changes a block that is there",
  (id) => {
    const { stack, edited } = placed(id);
    expect(edited?.resources().map(({ address }) => address)).toEqual(
      stack.resources().map(({ address }) => address),
    );
    expect(edited?.json).not.toEqual(stack.json);
  },
);

test("blocks of a file are own blocks in an own file, and generated ones in an edited output", () => {
  const { stack, own, edited } = placed("iam-user");
  expect((own as StackJson).own.map(({ address }) => address)).toEqual(["aws_iam_user.a"]);
  expect(edited?.own).toEqual([]);
  expect(edited?.find("aws_iam_user.a")).toBeDefined();
  expect(stack.name).toBe(stackName(ATTACKED, "cluster"));
});

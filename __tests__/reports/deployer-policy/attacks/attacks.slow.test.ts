import { EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { LAYERS, type Layer } from "../../../../src/base/layers";
import {
  type EnvironmentPolicies,
  environmentPolicies,
} from "../../../../src/reports/deployer-policy/environment-policies";
import { unlimitedOf } from "../../../../src/reports/deployer-policy/unlimited";
import { configWith } from "../../../support/environments";
import { Plan } from "../../../support/plan";
import { textsFor } from "../../../support/synthesized-texts";
import { type Attack, type Call, ML_PLATFORM, type Place, Subject, type World, given } from "./attack";
import { listedAttacks, needed } from "./listed-attacks";
import { ownAttacks } from "./own-attacks";
import { secondAttacks } from "./second-attacks";
import { StolenRole } from "./stolen-role";

/*
 * Each attack is judged as AWS judges the calls of a stolen apply role: its policies and its boundary both allow a call, and no
 * statement denies it. The evaluator reads the written documents only. The objects of other teams carry other words, and then those of the
 * environment.
 */

const PLACES: readonly (Place & { readonly file: string })[] = [
  { file: "ml-platform", ...ML_PLATFORM },
  // A name that other teams use for their environments too.
  { file: "ml-platform", ...ML_PLATFORM, environment: "prod", prefix: "prod" },
  {
    file: "language-models",
    environment: "language-models",
    prefix: "language-models",
    account: "555566667777",
    region: "us-east-1",
    model: "chat",
    admin: "language-models-admin",
    opensGroupOfCluster: false,
  },
  {
    file: "ml-inference-hardened",
    environment: "ml-inference-hardened",
    prefix: "ml-hardened",
    account: "666677778888",
    region: "ap-southeast-2",
    model: "ml-inference-api",
    admin: "ml-platform-admin",
    opensGroupOfCluster: false,
  },
];
const WORLDS: readonly World[] = ["other words", "our own words"];

const attacksOf = (s: Subject): Attack[] => [...listedAttacks(s), ...ownAttacks(s), ...secondAttacks(s)];

const subjects = WORLDS.flatMap((world) => PLACES.map((place) => ({ place, world })));

describe.each(subjects.map(({ place, world }) => [place.environment, world, place] as const))(
  "%s, where other teams have %s",
  (_, world, place) => {
    let policies: EnvironmentPolicies;
    let roles: ReadonlyMap<Layer, { readonly apply: StolenRole; readonly create: StolenRole }>;
    beforeAll(() => {
      policies = policiesOf(place);
      roles = new Map(
        policies.layers.map(({ layer, documents: { apply, create } }) => [
          layer,
          {
            apply: new StolenRole(apply, policies.boundary),
            create: new StolenRole([...apply, ...create], policies.boundary),
          },
        ]),
      );
    });

    type Lists = (s: Subject) => readonly Attack[];
    const known = new Map<string, ReadonlyMap<string, Attack>>();
    /** The attacks by name, in a world whose other team uses the word of a layer. */
    function named(lists: Lists, layer: Layer): ReadonlyMap<string, Attack> {
      const key = `${lists.name} ${layer}`;
      const attacks =
        known.get(key) ??
        new Map(lists(new Subject(place, world, layer)).map((each) => [each.attack, each] as const));
      known.set(key, attacks);
      return attacks;
    }

    /** Layers whose apply role may make all calls; the other team uses the word of this layer. */
    const reached = (
      lists: Lists,
      name: string,
      { change = (call: Call) => call, uses = "mayMake" as "mayMake" | "makes", creates = false } = {},
    ): Layer[] =>
      LAYERS.filter((layer) => {
        const attack = named(lists, layer).get(name);
        if (attack === undefined) throw new Error(`no attack ${name}`);
        const role = roles.get(layer)?.[creates || attack.creates ? "create" : "apply"];
        return attack.calls.map(change).every((call) => role?.[uses](call) === true);
      });
    const subject = new Subject(place, world, "cluster");
    const all = attacksOf(subject);
    const expecting = (...expected: Attack["expected"][]) =>
      all.filter((attack) => expected.includes(attack.expected));
    const bounded = ({ context, ...call }: Call): Call => ({
      ...call,
      context: { ...context, "iam:PermissionsBoundary": subject.boundary },
    });

    test.each(expecting("never"))("no role reaches $attacked: $attack", ({ attack }) =>
      expect(reached(attacksOf, attack)).toEqual([]),
    );

    test.each(expecting("bounded"))("only a role with the boundary gets it: $attack", ({ attack }) => {
      expect(reached(attacksOf, attack)).toEqual([]);
      expect(reached(attacksOf, attack, { change: bounded })).toHaveLength(1);
    });

    test.each(all.filter(({ expected }) => typeof expected !== "string"))(
      "a right of the layer that needs it, and of no other: $attack",
      ({ attack, expected }) => expect(reached(attacksOf, attack)).toEqual(expected),
    );

    test.each(expecting("listed"))(
      "the page lists what no condition limits: $attack",
      ({ attack, calls, creates }) => {
        const written = policies.layers
          .flatMap((layer) => unlimitedOf(layer))
          .filter(({ why, use }) => why !== undefined && use === (creates ? "create" : "apply"))
          .map(({ action }) => action);
        if (reached(attacksOf, attack).length > 0) expect(written).toContain(calls.at(-1)?.action);
      },
    );

    test.each(needed(subject))("must work: $attack", ({ attack, expected, creates = false }) =>
      expect(reached(needed, attack, { uses: "makes", creates })).toEqual(expected),
    );

    test("while the policies of a creation are attached, only what has no tags is reached beside the environment", () => {
      const more = expecting("never").filter(
        ({ attack }) => reached(attacksOf, attack, { creates: true }).length > 0,
      );
      expect(
        more.map(({ attack }) => attack).filter((each) => !REACHED_BY_A_CREATION.includes(each)),
      ).toEqual([]);
    });
  },
);

describe("objects from before the tag that identifies the environment", () => {
  const place = { file: "ml-platform", ...ML_PLATFORM, environment: "prod", prefix: "prod" };
  const s = new Subject(place, "our own words", "network");
  const old = { "aws:ResourceTag/environment": "prod", "aws:ResourceTag/layer": "network" };
  const identity = s.call("ec2:CreateTags", "vpc/vpc-1", {
    ...old,
    ...given({ "private-eks-inference": `prod-tfstate-${place.account}/prod` }),
  });
  const rolesOf = (migrates: boolean): StolenRole[] => {
    const { layers, boundary } = policiesOf(place, migrates);
    return layers.map(({ documents: { apply, create } }) => new StolenRole([...apply, ...create], boundary));
  };

  test("get it from their own layer, with the policies that --migrate writes", () => {
    expect(rolesOf(true).map((role) => role.makes(identity))).toEqual([false, true, false, false, false]);
    expect(rolesOf(false).some((role) => role.mayMake(identity))).toBe(false);
  });

  test.each([
    s.call("ec2:DeleteVpc", "vpc/vpc-1", old),
    s.call("ec2:CreateTags", "vpc/vpc-1", { ...old, ...given({ team: "payments" }) }),
    s.call("ec2:DeleteTags", "vpc/vpc-1", { ...old, "aws:TagKeys": ["team"] }),
    s.call("kms:ScheduleKeyDeletion", "key/1", old),
    // Another environment of the same name.
    s.call("ec2:CreateTags", "vpc/vpc-1", { ...s.foreign(), ...s.given("network") }),
  ])("and nothing else: $action", (call) =>
    expect(rolesOf(true).some((role) => role.mayMake(call))).toBe(false),
  );
});

const REACHED_BY_A_CREATION = [
  "the provider of a stranger's cluster, as one of the environment",
  "the network, associated with a foreign hosted zone",
  "the tags of the environment on a security group without tags, and a rule that opens it",
  "the tags of a layer on a key without tags, and its deletion",
  "the tags of a layer on the provider of another cluster, and its deletion",
  "the tags of the environment on a foreign plan of backups, and its deletion",
];

const known = new Map<string, EnvironmentPolicies>();

function policiesOf(
  { file, environment, account }: (typeof PLACES)[number],
  migrates = false,
): EnvironmentPolicies {
  const key = `${environment} ${String(migrates)}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const config = configWith(file, {
    permissionsBoundary: `arn:aws:iam::${account}:policy/${environment}-emitted-roles-boundary`,
  });
  const { output } = new Plan(environment, textsFor({ name: environment, config, retained: new Map() }));
  const policies = environmentPolicies(new EnvironmentPlan(environment, output), LAYERS, { migrates });
  known.set(key, policies);
  return policies;
}

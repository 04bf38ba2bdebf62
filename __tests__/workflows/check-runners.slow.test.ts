import { type Answers, withGithub } from "./github-api";
import { RIGHT_ENVIRONMENTS } from "./right-environments";

const LAYER = "o/r/.github/workflows/layer.yml@refs/heads/main";
const group = (over: object = {}) => ({
  id: 7,
  name: "deploy",
  restricted_to_workflows: true,
  selected_workflows: [LAYER],
  ...over,
});
const runner = (over: object = {}) => ({
  name: "i-1",
  labels: [{ name: "self-hosted" }, { name: "inside" }],
  ephemeral: true,
  ...over,
});
const RIGHT: Answers = {
  ...RIGHT_ENVIRONMENTS,
  "/repos/o/r/actions/variables/NETWORK_RUNNER": { value: "inside" },
  "/repos/o/r/actions/runners": { runners: [] },
  "/orgs/o/actions/runner-groups": { runner_groups: [group()] },
  "/orgs/o/actions/runner-groups/7/runners": { runners: [runner()] },
};
const groups = (...all: readonly object[]): Answers => ({
  "/orgs/o/actions/runner-groups": { runner_groups: all },
});
const runners = (...all: readonly object[]): Answers => ({
  "/orgs/o/actions/runner-groups/7/runners": { runners: all },
});
const checked = (over: Answers = {}) => withGithub({ ...RIGHT, ...over }, "check-environments.mjs", ["prod"]);

test("ephemeral runners of a group that is limited to layer.yml of the default branch are right", async () =>
  expect(await checked()).toMatchObject({
    status: 0,
    printed: expect.stringContaining("runners with the label inside: ok\n") as string,
    calls: [],
  }));

test.each<readonly [fault: string, over: Answers, message: string]>([
  [
    "a group that admits every workflow",
    groups(group({ restricted_to_workflows: false })),
    `limit it to ${LAYER}`,
  ],
  [
    "a group that lists workflows without the limit",
    groups(group({ restricted_to_workflows: false, selected_workflows: [LAYER] })),
    "each workflow of each branch",
  ],
  [
    "a workflow of another branch",
    groups(group({ selected_workflows: [LAYER, LAYER.replace("main", "feature")] })),
    "layer.yml@refs/heads/feature",
  ],
  [
    "a workflow without a branch",
    groups(group({ selected_workflows: ["o/r/.github/workflows/layer.yml"] })),
    "limit it to",
  ],
  ["no workflow", groups(group({ selected_workflows: [] })), "no workflow"],
  [
    "another group whose runner has the label too",
    {
      ...groups(group(), group({ id: 8, name: "open", restricted_to_workflows: false })),
      "/orgs/o/actions/runner-groups/8/runners": { runners: [runner()] },
    },
    "open",
  ],
  [
    "a runner of the repository",
    { "/repos/o/r/actions/runners": { runners: [runner({ name: "box" })] } },
    "box belongs to the repository",
  ],
  ["a runner that stays", runners(runner({ ephemeral: false })), "i-1 is not ephemeral"],
  [
    "the second runner of many",
    runners(runner(), runner({ name: "i-2", ephemeral: false })),
    "i-2 is not ephemeral",
  ],
])("%s is found", async (_, over, message) => {
  const { status, printed } = await checked(over);
  expect(status).toBe(1);
  expect(printed).toContain(message);
});

test("a label of upper case is the same label", async () =>
  expect(
    (await checked({ "/repos/o/r/actions/runners": { runners: [runner({ labels: [{ name: "INSIDE" }] })] } }))
      .status,
  ).toBe(1));

test("runners without the label are not judged", async () =>
  expect(
    await checked({
      ...groups(group(), group({ id: 8, restricted_to_workflows: false })),
      "/orgs/o/actions/runner-groups/8/runners": { runners: [runner({ labels: [{ name: "build" }] })] },
    }),
  ).toMatchObject({ status: 0 }));

test.each<readonly [what: string, over: Answers, message: string]>([
  [
    "no group that the token can read",
    { "/orgs/o/actions/runner-groups": undefined },
    "not checked: groups of runners",
  ],
  ["no runner with the label", runners(), "not checked: no runner has the label inside now"],
  [
    "a runner without the field",
    runners(runner({ ephemeral: undefined })),
    "not checked: whether i-1 is ephemeral",
  ],
])("%s is reported, with the settings to look at", async (_, over, message) =>
  expect(await checked(over)).toMatchObject({
    status: 0,
    printed: expect.stringContaining(message) as string,
  }),
);

test("the label of an environment counts before that of the repository", async () => {
  const { status, printed } = await checked({
    "/repos/o/r/environments/prod-plan/variables/NETWORK_RUNNER": { value: "other" },
    "/repos/o/r/actions/runners": { runners: [runner({ name: "box", labels: [{ name: "other" }] })] },
  });
  expect({ status, printed }).toMatchObject({ status: 1 });
  expect(printed).toContain("box belongs to the repository");
});

test("without the variable, no runner is judged, and the page says what is not applied", async () =>
  expect(await checked({ "/repos/o/r/actions/variables/NETWORK_RUNNER": undefined })).toMatchObject({
    status: 0,
    printed: expect.stringContaining("NETWORK_RUNNER: not set") as string,
  }));

test("an environment whose name is that of another's plans is a fault", async () => {
  const names = ["prod", "prod-plan"];
  const { status, printed } = await withGithub(RIGHT, "check-environments.mjs", names);
  expect(status).toBe(1);
  expect(printed).toContain("prod-plan: \n  - it is the environment of two uses");
});

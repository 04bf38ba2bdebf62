import { missingImages } from "../../../src/deploy/deploy/images";
import { type Session } from "../../../src/deploy/deploy/session";
import { type DeployedStack } from "../../../src/deploy/deploy/stacks";
import { type Layer } from "../../../src/base/layers";
import { altered } from "../../support/altered";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { tagOfChartImage, versionOfChart } from "../../support/chart-versions";

const OWN = "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast";

/** Images that a layer needs and that a registry without any image lacks, and the calls of the AWS CLI. */
async function missingFrom(
  plan: EnvironmentPlan,
  layer: Layer,
  error = "ImageNotFoundException",
  answer = () => Promise.resolve({ code: 254, stdout: "", stderr: error }),
) {
  const calls: string[] = [];
  const read = (line: readonly string[]) => {
    calls.push(line.join(" "));
    return answer();
  };
  const all = (["cluster", "platform", "models"] as const).map(
    (each) => ({ environment: plan.name, layer: each, json: plan.stack(each) }) as unknown as DeployedStack,
  );
  const stack = all.find((each) => each.layer === layer) as DeployedStack;
  const missing = await missingImages({ all, programs: { read } } as unknown as Session, stack);
  return { missing, calls };
}

const unchanged = altered("retail-forecast", () => {});

test("IMG-01 the platform waits for its images and charts", async () => {
  const { missing } = await missingFrom(unchanged, "platform");
  expect(missing).toEqual([
    `${OWN}/eks/aws-load-balancer-controller:${tagOfChartImage("aws-load-balancer-controller", "aws-load-balancer-controller")}`,
    `${OWN}/charts/aws-load-balancer-controller:${versionOfChart("aws-load-balancer-controller")}`,
  ]);
});

test("IMG-01 the models wait for their own images", async () => {
  const { missing } = await missingFrom(unchanged, "models");
  expect(missing).toEqual([`${OWN}/retail-forecast-api:1.0.0`]);
});

test("IMG-01 an image without a tag is asked for by its digest", async () => {
  const digest = `sha256:${"a".repeat(64)}`;
  const plan = altered("retail-forecast", ({ models }) => {
    models.resource.kubernetes_deployment_v1.retail_forecast_api.spec.template.spec.container[0].image = `${OWN}/retail-forecast-api@${digest}`;
  });
  const { missing, calls } = await missingFrom(plan, "models");
  expect(missing).toEqual([`${OWN}/retail-forecast-api@${digest}`]);
  expect(calls).toEqual([
    expect.stringContaining(`--image-ids imageDigest=${digest} --region ap-southeast-1`),
  ]);
});

test("IMG-01 an error of another kind is no missing image", async () => {
  expect((await missingFrom(unchanged, "platform", "AccessDenied")).missing).toEqual([]);
});

test("IMG-01 the registry is asked about several images at a time, and their order stays", async () => {
  let running = 0;
  let most = 0;
  const read = async () => {
    most = Math.max(most, (running += 1));
    await new Promise((done) => setTimeout(done, 5 * (3 - (running % 3))));
    running -= 1;
    return { code: 254, stdout: "", stderr: "ImageNotFoundException" };
  };
  const plan = altered("ml-platform", () => {});
  const asked = await missingFrom(plan, "platform");
  expect(asked.missing.length).toBeGreaterThan(20);
  expect((await missingFrom(plan, "platform", undefined, read)).missing).toEqual(asked.missing);
  expect(most).toBeGreaterThan(4);
  expect(most).toBeLessThanOrEqual(10);
});

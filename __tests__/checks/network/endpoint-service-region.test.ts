import { endpointServiceRegion } from "../../../src/checks/network/endpoint-service-region";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { CONTEXT } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { endpoint } from "../locality/edits";

const found = (plan: EnvironmentPlan) => endpointServiceRegion.run(plan, CONTEXT);

test.each(ENVIRONMENTS)("%s has only endpoints that AWS has in its region", (environment) => {
  expect(found(environmentPlan(planOf(environment)))).toEqual([]);
});

test("endpoint-service-region names a service without an API in the region", () => {
  expect(found(endpoint("com.amazonaws.eu-central-1.groundstation"))).toEqual([]);
  expect(found(endpoint("com.amazonaws.eu-central-1.cloudhsmv2"))).toEqual([]);
  expect(found(endpoint("com.amazonaws.eu-central-1.iotroborunner"))).toEqual([]);
  expect(found(endpoint("com.amazonaws.eu-central-1.braket"))).toEqual([
    expect.objectContaining({ message: expect.stringContaining("braket") as string }),
  ]);
});

test("endpoint-service-region names a region that no list has once, as not judged", () => {
  const plan = endpoint("com.amazonaws.ap-southeast-8.sqs");
  expect(found(plan)).toEqual([
    expect.objectContaining({
      isNotice: true,
      message: expect.stringContaining("not judged: whether AWS has endpoints in ap-southeast-8") as string,
    }),
  ]);
});

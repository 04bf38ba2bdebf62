import { endpointServiceKnown } from "../../../src/checks/network/endpoint-service-known";
import { servicesOfAction } from "../../../src/evidence/action-services";
import { type Check } from "../../../src/checks/check";
import { altered, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { CONTEXT } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { endpoint, recorded } from "../locality/edits";

const found = (check: Check, plan: ReturnType<typeof endpoint>) =>
  check.run(plan, CONTEXT).map(({ message }) => message);

test.each(ENVIRONMENTS)("%s has only endpoints that AWS has", (environment) => {
  expect(endpointServiceKnown.run(environmentPlan(planOf(environment)), CONTEXT)).toEqual([]);
});

test.each([
  ["com.amazonaws.eu-central-1.foo", "foo"],
  ["com.amazonaws.eu-central-1.ecr", "did you mean ecr.api"],
  ["com.amazonaws.eu-central-1.cloudwatch", "monitoring"],
  ["com.amazonaws.eu-central-1.secretmanager", "did you mean secretsmanager"],
  ["com.amazonaws.eu-central-1.kinesis", "kinesis-streams"],
  ["com.amazonaws.eu-central-1.s33", "s33"],
])("endpoint-service-known finds %s", (name, message) => {
  expect(found(endpointServiceKnown, endpoint(name))).toEqual([expect.stringContaining(message)]);
});

test("endpoint-service-known finds a service that synth declares and AWS does not have", () => {
  const plan = altered("ml-platform", ({ network }) => {
    network["resource"].aws_vpc_endpoint.foo = {
      ...network["resource"].aws_vpc_endpoint.sts,
      service_name: "com.amazonaws.eu-central-1.foo",
    };
  });
  expect(found(endpointServiceKnown, plan)).toEqual([expect.stringContaining("foo")]);
});

test.each([
  ["com.amazonaws.eu-central-1.sqs"],
  ["com.amazonaws.eu-central-1.kms-fips"],
  ["com.amazonaws.iam"],
  ["aws.sagemaker.eu-central-1.notebook"],
  ["com.amazonaws.vpce.eu-central-1.vpce-svc-0123456789abcdef0"],
  ["${data.aws_vpc_endpoint_service.x.service_name}"],
  ["com.amazonaws.${var.region}.sqs"],
])("endpoint-service-known accepts %s", (name) => {
  expect(found(endpointServiceKnown, endpoint(name))).toEqual([]);
});

test("a service that IAM has and the list of endpoints lacks is not judged", () => {
  expect(found(endpointServiceKnown, endpoint("com.amazonaws.eu-central-1.chatbot"))).toEqual([]);
});

test("an endpoint that the list does not have yet is accepted by an entry of trusted", () => {
  const plan = endpoint("com.amazonaws.eu-central-1.newest");
  expect(endpointServiceKnown.run(plan, recorded([{ kind: "endpoint-service", value: "newest" }]))).toEqual(
    [],
  );
});

test.each([
  ["ses:SendEmail", ["email"]],
  ["tag:GetResources", ["tagging"]],
  ["ecr-public:GetAuthorizationToken", ["ecr-public.api"]],
  ["codecommit:GitPull", ["git-codecommit"]],
  ["codecommit:GetBranch", ["codecommit"]],
  ["appconfig:GetLatestConfiguration", ["appconfigdata"]],
  ["states:StartExecution", ["states"]],
])("the endpoint of %s is %j", (action, services) => {
  expect(servicesOfAction(action)).toEqual(services);
});

import { altered } from "../../support/altered";
import { asArray, asObject } from "../../../src/terraform/stack-json";
import { deniedAccess } from "./harness/access";
import { Deployment } from "./harness/deployment";
import { Autoscalers } from "./harness/autoscalers";
import { type Model, isReady, modelsOf, podsOf, settled } from "./harness/models";
import { gatesOf } from "./harness/readiness-gates";
import { keptAlike } from "./harness/second-apply";

const NAMESPACE = "ml-inference";

/** Faults in an environment, so that the tests of accepted objects are known to fail on them. */
const faulty = altered("ml-inference-prod", ({ models }) => {
  const { resource } = models;
  const { spec } = resource.kubernetes_deployment_v1.ml_inference_api;
  spec.template.spec.container[0].security_context.privileged = true;
  spec.template.spec.container[0].security_context.allow_privilege_escalation = true;
  resource.kubernetes_role_v1.ml_inference_api.rule.push({
    api_groups: [""],
    resources: ["secrets"],
    verbs: ["get"],
  });
  resource.kubernetes_horizontal_pod_autoscaler_v2.ml_inference_api.spec.max_replicas = 0;
  resource.kubernetes_service_v1.ml_inference_api.spec.selectors = { a: "b" };
});

let deployment: Deployment;

beforeAll(async () => {
  deployment = await Deployment.of(faulty, { kubelets: { refuses: (image) => image.includes("coredns") } });
});

afterAll(async () => {
  await deployment.stop();
});

const refusedAt = (address: string): string =>
  deployment.verdicts.find(({ from, status }) => from === `models ${address}` && status >= 300)?.message ??
  "accepted";

test("a value that the API server does not allow is refused", () => {
  expect(refusedAt("kubernetes_horizontal_pod_autoscaler_v2.ml_inference_api")).toContain(
    "spec.maxReplicas: Invalid value: 0",
  );
});

test("a field that the API does not have is refused", () => {
  expect(refusedAt("kubernetes_service_v1.ml_inference_api")).toContain(
    ".spec.selectors: field not declared",
  );
});

test("a pod that Pod Security refuses is a warning at the apply and an event later", async () => {
  const { warnings } =
    deployment.verdicts.find(({ from }) => from.endsWith("kubernetes_deployment_v1.ml_inference_api")) ?? {};
  expect(warnings?.join()).toContain("would violate PodSecurity");
  await deployment.events.until(
    (events) =>
      events.some(
        ({ reason, message }) =>
          reason === "FailedCreate" && String(message).includes("violates PodSecurity"),
      ),
    "an event FailedCreate",
  );
});

test("a right to read secrets is found by the access reviews", async () => {
  const { allowed } = await deniedAccess(deployment);
  expect(allowed).toEqual([`${NAMESPACE}/ml-inference-api: get secrets in ${NAMESPACE}`]);
});

test("a pod whose image is missing does not become ready", async () => {
  const pods = await deployment.pods.until(
    (items) =>
      items.some(({ status }) => JSON.stringify(status).includes("ImagePullBackOff")) && items.some(isReady),
    "a pod without its image, and a ready pod",
  );
  const waiting = pods.filter(({ status }) => JSON.stringify(status).includes("ImagePullBackOff"));
  expect(waiting.filter(isReady)).toEqual([]);
  const images = waiting.flatMap(({ spec }) => asArray(asObject(spec)["containers"]));
  expect(images.filter((container) => !String(asObject(container)["image"]).includes("coredns"))).toEqual([]);
});

test("an object that another client has changed is a change of the second apply", async () => {
  const path = `/api/v1/namespaces/${NAMESPACE}/configmaps/ml-inference-api`;
  const { body } = await deployment.api.call(
    "PATCH",
    `${path}?fieldManager=other`,
    { data: { MODEL_PREFIX: "other/" } },
    "application/merge-patch+json",
  );
  expect(asObject(body["data"])["MODEL_PREFIX"]).toBe("other/");
  const { changed } = await keptAlike(deployment);
  expect(changed).toEqual(
    expect.arrayContaining([
      expect.stringContaining(
        "kubernetes_config_map_v1.ml_inference_api: refused: Apply failed with 1 conflict",
      ),
    ]),
  );
});

describe("another environment", () => {
  let other: Deployment;
  let model: Model;

  beforeAll(async () => {
    other = await Deployment.of(
      altered("ml-inference-prod", ({ models: { resource } }) => {
        const api = resource.kubernetes_deployment_v1.ml_inference_api;
        const [container] = api.spec.template.spec.container;
        delete container.resources.requests.cpu;
        delete container.resources.limits.cpu;
        // Both would give or ask for a request.
        delete resource.kubernetes_limit_range_v1;
        delete resource.kubernetes_resource_quota_v1;
        const [service] = Object.keys(resource.kubernetes_service_v1).filter((each) => each.includes("nlb"));
        api.depends_on.push(`kubernetes_service_v1.${service}`);
      }),
    );
    [model] = modelsOf(other) as [Model];
    await settled(other, ({ min }) => min);
  });

  afterAll(async () => {
    await other.stop();
  });

  test("a Deployment that waits for its load balancer has readiness gates in its first pods", () => {
    const pods = podsOf(other, model);
    expect(pods.map((pod) => gatesOf(pod).length)).toEqual(Array.from({ length: model.min }, () => 1));
  });

  test("a container without a CPU request makes the autoscaler inactive, with metrics present", async () => {
    const autoscalers = await Autoscalers.start(other);
    // With a higher use of memory, the autoscaler would be active for that resource.
    await autoscalers.use(model, { cpu: 1, memory: 1 });
    const { conditions, messages } = await autoscalers.until(model, "a missing request", (reported) =>
      String(reported.messages["ScalingActive"]).includes("missing request for cpu in container"),
    );
    autoscalers.stop();
    expect({ messages, active: conditions["ScalingActive"] }).toMatchObject({
      active: "False FailedGetResourceMetric",
    });
  });
});

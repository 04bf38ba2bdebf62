import { IngressV1 } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import { albAnnotations } from "../../../src/constructs/entry/ingress-annotations";
import { nlbAnnotations } from "../../../src/constructs/entry/nlb-service";
import { targetGroupBinding } from "../../../src/constructs/entry/target-group-binding";
import { type JsonObject, asArray, asObject } from "../../../src/terraform-json/stack-json";
import { planWith } from "../../support/changed-plans";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";

const ALB = "alb.ingress.kubernetes.io/";
const NLB = "service.beta.kubernetes.io/aws-load-balancer-";
const PUBLIC_SUBNETS = '${join(",", data.terraform_remote_state.network.outputs.public_alb_subnet_ids)}';
const PRIVATE_SUBNETS =
  '${join(",", data.terraform_remote_state.network.outputs.private_workload_subnet_ids)}';
const ALB_GROUP = "${data.terraform_remote_state.network.outputs.alb_security_group_id}";
const ML_NLB = "kubernetes_service_v1.ml_inference_api_nlb";

const config = (plan: Plan, address: string): JsonObject => {
  const found = plan.stack("models").find(address);
  if (!found) throw new Error(`no ${address}`);
  return found.config;
};
const annotations = (plan: Plan, address: string): JsonObject =>
  asObject(asObject(config(plan, address)["metadata"])["annotations"]);
const ingress = (plan: Plan): JsonObject => annotations(plan, "kubernetes_ingress_v1.models");

describe("Ingress", () => {
  const backend = (name: string) => ({ service: { name, port: { number: 80 } } });

  test("ING-01 one Ingress leads from the paths of one host to both Services on port 80", () => {
    expect(planOf("mlapp").text("models")).toHaveResourceWithProperties(IngressV1, {
      metadata: expect.objectContaining({ name: "ml-ingress", namespace: "mlapp" }) as object,
      spec: {
        ingress_class_name: "alb",
        rule: [
          {
            host: "mlapp.com",
            http: {
              path: [
                { path: "/predict", path_type: "Prefix", backend: backend("model-service") },
                { path: "/train", path_type: "Prefix", backend: backend("training-service") },
              ],
            },
          },
        ],
      },
      wait_for_load_balancer: true,
    });
    expect(planOf("mlapp").stack("models").resources("kubernetes_ingress_v1").length).toBe(1);
    expect(ingress(planOf("mlapp"))[`${ALB}group.name`]).toBe("ml-ingress");
  });

  test.each([
    ["model-service", "model_service", 8501],
    ["training-service", "training_service", 8000],
  ])("ING-01 port 80 of %s is the container's own", (name, id, containerPort) => {
    const spec = asObject(config(planOf("mlapp"), `kubernetes_service_v1.${id}`)["spec"]);
    expect(spec["port"]).toEqual([{ name: "http", port: 80, target_port: "http", protocol: "TCP" }]);
    const template = asObject(
      asObject(asObject(config(planOf("mlapp"), `kubernetes_deployment_v1.${id}`)["spec"])["template"])[
        "spec"
      ],
    );
    expect(asArray(template["container"])[0]).toMatchObject({
      name,
      port: [{ name: "http", container_port: containerPort }],
    });
  });

  test("ING-02 the record that makes the host resolve is printed, as an alias that a zone's top can hold", () => {
    const host = "${kubernetes_ingress_v1.models.status[0].load_balancer[0].ingress[0].hostname}";
    const { dns_record, load_balancer_hosts } = planOf("mlapp").stack("models").outputs;
    expect(dns_record).toMatchObject({
      value: {
        name: "mlapp.com",
        type: "A",
        alias_target: host,
        alias_zone_id: "${data.aws_lb_hosted_zone_id.alb.id}",
      },
    });
    expect(load_balancer_hosts).toMatchObject({ value: { "ml-ingress": host } });
  });

  test.each(["mlapp", "retail-forecast"])(
    "ING-02 %s serves the certificate of the network layer",
    (environment) => {
      expect(ingress(planOf(environment))).toMatchObject({
        [`${ALB}listen-ports`]: '[{"HTTP": 80}, {"HTTPS": 443}]',
        [`${ALB}ssl-redirect`]: "443",
        [`${ALB}certificate-arn`]: "${data.terraform_remote_state.network.outputs.certificate_arn}",
        [`${ALB}ssl-policy`]: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      });
      expect(planOf(environment).stack("network").outputs).toHaveProperty("certificate_arn");
    },
  );

  test("ING-02 a classroom demo without a host has one HTTP listener, no certificate and no record", () => {
    const plan = planWith("retail-forecast", { entry: { httpOnly: true, host: null, certificateArn: null } });
    expect(ingress(plan)[`${ALB}listen-ports`]).toBe('[{"HTTP": 80}]');
    expect(Object.keys(ingress(plan)).filter((key) => /ssl|certificate/.test(key))).toEqual([]);
    expect(asObject(config(plan, "kubernetes_ingress_v1.models")["spec"])["rule"]).toEqual([
      { http: expect.anything() as object },
    ]);
    expect(plan.stack("models").outputs).not.toHaveProperty("dns_record");
    expect(plan.stack("models").outputs).toHaveProperty("load_balancer_hosts");
  });

  test("ALB-01 the controller makes the ALB of pods' addresses, public where the environment says so", () => {
    expect(ingress(planOf("retail-forecast"))).toMatchObject({
      [`${ALB}scheme`]: "internet-facing",
      [`${ALB}target-type`]: "ip",
      [`${ALB}subnets`]: PUBLIC_SUBNETS,
    });
    for (const { stack } of [planOf("retail-forecast"), planOf("mlapp")].map((plan) => ({
      stack: plan.stacks,
    }))) {
      expect(stack.flatMap((each) => each.resources("aws_lb"))).toEqual([]);
    }
  });

  test("ALB-01 an internal ALB stands in the private subnets", () => {
    const plan = planWith("retail-forecast", { entry: { scheme: "internal" } });
    expect(ingress(plan)).toMatchObject({ [`${ALB}scheme`]: "internal", [`${ALB}subnets`]: PRIVATE_SUBNETS });
  });

  test("ALB-03 nothing but the Ingress keeps the ALB", () => {
    const attributes = String(ingress(planOf("retail-forecast"))[`${ALB}load-balancer-attributes`]);
    expect(attributes).toContain("idle_timeout");
    expect(attributes).not.toContain("deletion_protection");
  });

  test("SG-01 the Ingress uses the network's group and subnets, and the controller makes no groups", () => {
    expect(ingress(planOf("retail-forecast"))).toMatchObject({
      [`${ALB}security-groups`]: ALB_GROUP,
      [`${ALB}manage-backend-security-group-rules`]: "false",
      [`${ALB}subnets`]: PUBLIC_SUBNETS,
    });
  });

  test("ALB-01 each backend is asked for its own health", () => {
    const plan = planWith("mlapp", {
      models: [
        { name: "a", image: { tag: "1" }, paths: ["/a"], healthPath: "/live" },
        { name: "b", image: { tag: "1" }, paths: ["/b"], healthPath: "/ready" },
      ],
    });
    const path = (name: string) =>
      annotations(plan, `kubernetes_service_v1.${name}`)[`${ALB}healthcheck-path`];
    expect([path("a"), path("b")]).toEqual(["/live", "/ready"]);
  });

  test("the web ACL guards the ALB where one is configured", () => {
    expect(ingress(planOf("mlapp"))[`${ALB}wafv2-acl-arn`]).toMatch(/^arn:aws:wafv2:us-east-1:333344445555:/);
    expect(ingress(planOf("retail-forecast"))).not.toHaveProperty([`${ALB}wafv2-acl-arn`]);
  });

  test("all annotations are texts, as Kubernetes asks", () => {
    const settings = { subnets: "subnet-a,subnet-b", securityGroupId: "sg-1", group: "models" };
    const values = [
      ...Object.values(albAnnotations({ ...settings, certificateArn: "arn", webAclArn: "arn" })),
      ...Object.values(nlbAnnotations({ ...settings, healthPath: "/health" })),
    ];
    expect(values.length).toBeGreaterThan(20);
    expect(values.filter((value) => typeof value !== "string")).toEqual([]);
  });

  test("with the fewest settings load balancers are internal", () => {
    const settings = { subnets: "subnet-a,subnet-b", securityGroupId: "sg-1", group: "models" };
    expect(albAnnotations(settings)[`${ALB}scheme`]).toBe("internal");
    expect(nlbAnnotations({ ...settings, healthPath: "/health" })[`${NLB}scheme`]).toBe("internal");
  });
});

describe("NLB", () => {
  test("API-05 the document's NLB leads from 80 to the pods' own port", () => {
    expect(planOf("ml-inference-prod").text("models")).toHaveResourceWithProperties(ServiceV1, {
      metadata: expect.objectContaining({
        name: "ml-inference-api-nlb",
        namespace: "ml-inference",
      }) as object,
      spec: {
        type: "LoadBalancer",
        load_balancer_class: "service.k8s.aws/nlb",
        allocate_load_balancer_node_ports: false,
        selector: {
          "app.kubernetes.io/name": "ml-inference-api",
          "app.kubernetes.io/component": "model-api",
        },
        port: [{ name: "http", port: 80, target_port: "http", protocol: "TCP" }],
      },
    });
  });

  test("API-05 the NLB is internal, over all zones, and sends from its own addresses", () => {
    expect(annotations(planOf("ml-inference-prod"), ML_NLB)).toEqual({
      [`${NLB}scheme`]: "internal",
      [`${NLB}nlb-target-type`]: "ip",
      [`${NLB}subnets`]: PRIVATE_SUBNETS,
      [`${NLB}security-groups`]: ALB_GROUP,
      [`${NLB}manage-backend-security-group-rules`]: "false",
      [`${NLB}healthcheck-protocol`]: "HTTP",
      [`${NLB}healthcheck-path`]: "/health",
      [`${NLB}healthcheck-port`]: "traffic-port",
      [`${NLB}healthcheck-success-codes`]: "200",
      [`${NLB}attributes`]: "load_balancing.cross_zone.enabled=true",
      [`${NLB}target-group-attributes`]:
        "deregistration_delay.timeout_seconds=60,preserve_client_ip.enabled=false",
    });
  });

  test("API-05 a public NLB is one key away, and each model has its own", () => {
    const plan = planWith("ml-inference-prod", {
      entry: { type: "nlb", scheme: "internet-facing", port: 8443 },
      models: ["a", "b"].map((name) => ({ name, image: { tag: "1" } })),
    });
    for (const name of ["a", "b"]) {
      const address = `kubernetes_service_v1.${name}_nlb`;
      expect(annotations(plan, address)).toMatchObject({
        [`${NLB}scheme`]: "internet-facing",
        [`${NLB}subnets`]: PUBLIC_SUBNETS,
      });
      expect(asObject(config(plan, address)["spec"])["port"]).toMatchObject([{ port: 8443 }]);
    }
    const { load_balancer_hosts } = plan.stack("models").outputs;
    expect(Object.keys(asObject(asObject(load_balancer_hosts)["value"]))).toEqual(["a-nlb", "b-nlb"]);
  });

  test("API-05 the ALB with HTTPS is one key away, and then there is no NLB", () => {
    const plan = planWith("ml-inference-prod", {
      entry: { type: "ingress", host: "api.example.com", hostedZoneId: "Z0123456789MLINFER" },
    });
    expect(ingress(plan)[`${ALB}listen-ports`]).toContain("HTTPS");
    const services = plan.stack("models").resources("kubernetes_service_v1");
    expect(services.map(({ name }) => name)).toEqual(["ml_inference_api"]);
  });
});

describe("target group", () => {
  test.each(["retail-forecast-option-b", "retail-forecast-console"])(
    "ALB-02 DATA-01 the pods of %s join the network layer's target group, without rules of their own",
    (environment) => {
      const [values] = asArray(config(planOf(environment), "helm_release.retail_forecast_api")["values"]);
      expect(JSON.parse(values as string)).toEqual({
        resources: [
          {
            apiVersion: "elbv2.k8s.aws/v1beta1",
            kind: "TargetGroupBinding",
            metadata: { name: "retail-forecast-api", namespace: "models" },
            spec: {
              serviceRef: { name: "retail-forecast-api", port: 80 },
              targetGroupARN: "${data.terraform_remote_state.network.outputs.eks_api_target_group_arn}",
              targetType: "ip",
            },
          },
        ],
      });
    },
  );

  test.each(["retail-forecast-option-b", "retail-forecast-console"])(
    "ALB-02 DATA-01 %s has no Ingress and no Service of type LoadBalancer",
    (environment) => {
      const stack = planOf(environment).stack("models");
      expect(stack.resources("kubernetes_ingress_v1")).toEqual([]);
      const services = stack.resources("kubernetes_service_v1");
      expect(services.map(({ config }) => asObject(config["spec"])["type"])).toEqual(["ClusterIP"]);
      expect(stack.outputs).toEqual({});
    },
  );

  test.each(["retail-forecast", "mlapp"])(
    "ALB-01 in %s no pods join a target group of the network",
    (environment) => {
      expect(planOf(environment).stack("models").resources("helm_release")).toEqual([]);
    },
  );

  test("ALB-02 a binding names Service, port and target group", () => {
    const binding = targetGroupBinding({
      name: "api",
      namespace: "n",
      servicePort: 8080,
      targetGroupArn: "arn",
    });
    expect(binding.spec).not.toHaveProperty("networking");
    expect(binding.spec).toMatchObject({ serviceRef: { name: "api", port: 8080 } });
  });
});

import { type Edit } from "./edit";

/** Edits of names, labels, ports, and of the objects around the pods. */
export const OBJECT_EDITS: readonly Edit[] = [
  {
    name: "selector of the Deployment",
    check: "selectors",
    values: ["selector"],
    harmless: ["selector and label"],
    apply: (objects, value) => {
      objects.deployment["selector"].match_labels.a = "b";
      if (value !== "selector") objects.template["metadata"].labels.a = "b";
    },
  },
  {
    name: "label of a pod",
    check: "name-limits",
    values: ["a b", "x".repeat(64), "-a"],
    harmless: ["v1", ""],
    apply: (objects, value) => {
      objects.template["metadata"].labels["example.com/label"] = value;
    },
  },
  {
    name: "key of an annotation",
    check: "name-limits",
    values: ["a b", "a/b/c"],
    harmless: ["example.com/note"],
    apply: (objects, value) => {
      objects.template["metadata"].annotations[String(value)] = "x";
    },
  },
  {
    name: "selector of the Service",
    check: "selectors",
    values: ["selector"],
    harmless: ["selector and label"],
    apply: (objects, value) => {
      objects.service["selector"] = { ...(value === "selector" ? {} : objects.service["selector"]), a: "b" };
      if (value !== "selector") objects.template["metadata"].labels.a = "b";
    },
  },
  {
    name: "name of the Deployment",
    check: "name-limits",
    values: ["Model_API", "model.api", "a".repeat(254)],
    apply: (objects, value) => {
      objects.of("kubernetes_deployment_v1")["metadata"].name = value;
    },
  },
  {
    name: "name of the Service",
    check: "name-limits",
    values: ["Api", "1-api", "a.b", "a".repeat(64)],
    apply: (objects, value) => {
      objects.of("kubernetes_service_v1")["metadata"].name = value;
    },
  },
  {
    name: "name of the container",
    check: "name-limits",
    values: ["model_api", "a".repeat(64)],
    harmless: ["other"],
    apply: (objects, value) => {
      objects.container["name"] = value;
    },
  },
  {
    name: "key of the ConfigMap",
    check: "name-limits",
    values: ["a/b"],
    harmless: ["LOG_FORMAT"],
    apply: (objects, value) => {
      objects.of("kubernetes_config_map_v1")["data"][String(value)] = "x";
    },
  },
  {
    name: "number of a container port",
    check: "network-policy-paths",
    values: [70000, 0, 9999],
    apply: (objects, value) => {
      objects.container["port"][0].container_port = value;
    },
  },
  {
    name: "name of a container port",
    check: "service-port",
    values: ["a-name-of-more-than-15", "HTTP", "web"],
    apply: (objects, value) => {
      objects.container["port"][0].name = value;
    },
  },
  {
    name: "two container ports with a name",
    check: "service-port",
    values: ["http"],
    harmless: ["other"],
    apply: (objects, value) => {
      objects.container["port"].push({ container_port: 9090, name: value, protocol: "TCP" });
    },
  },
  {
    name: "protocol of a Service port",
    check: "service-port",
    values: ["HTTP", "UDP"],
    harmless: ["TCP"],
    apply: (objects, value) => {
      objects.service["port"][0].protocol = value;
    },
  },
  {
    name: "Service port",
    check: "service-port",
    values: [0, 70000, 8081],
    apply: (objects, value) => {
      objects.service["port"][0].port = value;
    },
  },
  {
    name: "second Service port",
    check: "service-port",
    values: ["same", "unnamed", "metrics"],
    apply: (objects, value) => {
      const [port] = objects.service["port"];
      const others = {
        same: port,
        unnamed: { port: 9, target_port: "http" },
        metrics: { ...port, name: "b", port: 9 },
      };
      objects.service["port"].push(others[value as keyof typeof others]);
    },
  },
  {
    name: "namespace of an object",
    check: "pod-references",
    apply: (objects) => {
      objects.of("kubernetes_deployment_v1")["metadata"].namespace = "none";
    },
  },
  {
    name: "Pod Security of the namespace",
    check: "namespace-pod-security",
    values: ["enforce strict", "enforce-version 1.36", "enforce-version latest"],
    harmless: ["audit restricted", "enforce-version v1.35"],
    apply: (objects, value) => {
      const [key = "", level] = String(value).split(" ");
      objects.namespace["metadata"].labels[`pod-security.kubernetes.io/${key}`] = level;
    },
  },
  {
    name: "role",
    check: "rbac",
    on: ["ml-inference-prod"],
    values: ["verbs", "api_groups", "ref"],
    apply: (objects, value) => {
      if (value === "ref") objects.of("kubernetes_role_binding_v1")["role_ref"].kind = "Group";
      else objects.of("kubernetes_role_v1")["rule"][0][String(value)] = [];
    },
  },
  {
    name: "disruption budget with two limits",
    check: "disruption-budget",
    apply: (objects) => {
      objects.budget["min_available"] = "1";
    },
  },
  {
    name: "disruption budget",
    check: "disruption-budget",
    values: ["-1", "0", "50%", "ten"],
    harmless: ["1"],
    apply: (objects, value) => {
      objects.budget["max_unavailable"] = value === "-1" ? -1 : value;
    },
  },
  {
    name: "maximum of the autoscaler",
    check: "hpa-works",
    values: [1, 0, 2, 40],
    harmless: [5],
    apply: (objects, value) => {
      objects.autoscaler["max_replicas"] = value;
    },
  },
  {
    name: "minimum of the autoscaler",
    check: "hpa-works",
    values: [0, -1, 1, 4],
    harmless: [2],
    apply: (objects, value) => {
      objects.autoscaler["min_replicas"] = value;
    },
  },
  {
    name: "target of the autoscaler",
    check: "hpa-works",
    values: [0, -5],
    harmless: [50, 60],
    apply: (objects, value) => {
      objects.autoscaler["metric"][0].resource.target.average_utilization = value;
    },
  },
  {
    name: "stabilization of the autoscaler",
    check: "hpa-works",
    values: [4000],
    harmless: [60, 600],
    apply: (objects, value) => {
      objects.autoscaler["behavior"].scale_down[0].stabilization_window_seconds = value;
    },
  },
  {
    name: "rolling update",
    check: "rolling-update",
    values: ["0 0", "101% 0", "25% 101%", "-1 0"],
    harmless: ["1 0"],
    apply: (objects, value) => {
      const [surge, unavailable] = String(value).split(" ");
      const amount = surge === "-1" ? -1 : surge;
      objects.deployment["strategy"].rolling_update = { max_surge: amount, max_unavailable: unavailable };
    },
  },
  {
    name: "progress deadline",
    check: "probes",
    values: [0, 5],
    harmless: [900],
    apply: (objects, value) => {
      Object.assign(objects.deployment, { progress_deadline_seconds: value, min_ready_seconds: 10 });
    },
  },
  {
    name: "fixed replicas",
    check: "autoscaled-counts",
    values: [-1, 3],
    apply: (objects, value) => {
      objects.deployment["replicas"] = value;
    },
  },
  {
    name: "range of a network policy",
    check: "network-policy-paths",
    values: ["10.0.0.0/33", "10.0.0.1/16", "10.0.0.0"],
    apply: (objects, value) => {
      objects.policy["ingress"][0].from = [{ ip_block: { cidr: value } }];
    },
  },
  {
    name: "port of a network policy",
    check: "network-policy-paths",
    values: ["0", "70000", "8081"],
    harmless: ["http"],
    apply: (objects, value) => {
      objects.policy["ingress"][0].ports[0].port = value;
    },
  },
  {
    name: "path of the Ingress",
    check: "entry-backend",
    on: ["retail-forecast"],
    values: ["predict", "/a//b", "/a/../b", "/v2"],
    harmless: ["/predict"],
    apply: (objects, value) => {
      objects.entry["rule"][0].http.path[0].path = value;
    },
  },
  {
    name: "host of the Ingress",
    check: "entry-dns",
    on: ["retail-forecast"],
    values: ["Forecast.Example", "a_b.example.com", "*.*.example.com"],
    apply: (objects, value) => {
      objects.entry["rule"][0].host = value;
    },
  },
];

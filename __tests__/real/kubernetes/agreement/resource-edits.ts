import { type Edit } from "./edit";

/** Edits of requests, limits, the quota and the LimitRange. */
export const RESOURCE_EDITS: readonly Edit[] = [
  {
    name: "larger than a node",
    check: "pod-fits-node",
    values: ["100Gi", "500Gi"],
    harmless: ["600Mi"],
    apply: (objects, value) => {
      objects.resources["requests"].memory = value;
      objects.resources["limits"].memory = value;
      objects.raiseQuota();
    },
  },
  {
    name: "memory of a pod",
    check: "capacity-at-minimum",
    values: ["2500Mi", "64Mi", "256Mi", "700Mi", "1Gi", "1300Mi", "1700Mi", "2Gi", "3Gi"],
    harmless: ["520Mi", "800Mi"],
    apply: (objects, value) => {
      objects.resources["requests"].memory = value;
      objects.resources["limits"].memory = value;
      objects.raiseQuota();
    },
  },
  {
    name: "CPU of a pod",
    check: "capacity-at-minimum",
    values: ["1700m", "10m", "500m", "800m", "1000m", "1200m", "1500m", "1900m", "2"],
    harmless: ["260m", "0.3"],
    apply: (objects, value) => {
      objects.resources["requests"].cpu = value;
      delete objects.resources["limits"].cpu;
      objects.raiseQuota();
    },
  },
  {
    name: "replicas without room",
    check: "capacity-at-minimum",
    values: [9, 4],
    harmless: [3],
    apply: (objects, value) => {
      Object.assign(objects.autoscaler, { min_replicas: value, max_replicas: 10 });
      objects.raiseQuota();
    },
  },
  {
    name: "temporary disk of a pod",
    check: "pod-fits-node",
    values: ["900Gi", "20Gi", "40Gi", "60Gi", "5Gi"],
    harmless: ["2Gi"],
    apply: (objects, value) => {
      objects.resources["requests"]["ephemeral-storage"] = value;
    },
  },
  {
    name: "request above the limit",
    check: "container-resources",
    values: ["memory 64Mi", "cpu 10m"],
    harmless: ["cpu 2", "memory 1Gi"],
    apply: (objects, value) => {
      const [key = "", amount] = String(value).split(" ");
      objects.resources["limits"][key] = amount;
    },
  },
  {
    name: "no memory limit",
    check: "container-resources",
    apply: (objects) => {
      delete objects.resources["limits"].memory;
    },
  },
  {
    name: "no requests and limits",
    check: "container-resources",
    apply: (objects) => {
      objects.container["resources"] = {};
    },
  },
  {
    name: "unreadable amount",
    check: "container-resources",
    values: ["512MB", "-1Mi", "1.5.2Gi"],
    harmless: ["536870912", "0.5Gi"],
    apply: (objects, value) => {
      objects.resources["requests"].memory = value;
    },
  },
  {
    name: "unreadable amount of disk",
    check: "writable-volumes",
    values: ["1GB", "-1Gi"],
    harmless: ["2G", "2147483648"],
    apply: (objects, value) => {
      objects.resources["requests"]["ephemeral-storage"] = value;
    },
  },
  {
    name: "resource that no node has",
    check: "pod-placement",
    values: ["example.com/accelerator", "hugepages-2Mi"],
    apply: (objects, value) => {
      const amount = value === "hugepages-2Mi" ? "64Mi" : "1";
      objects.resources["requests"][String(value)] = amount;
      objects.resources["limits"][String(value)] = amount;
    },
  },
  {
    name: "GPU outside the quota",
    check: "quota-admits-peak",
    apply: (objects) => {
      objects.resources["requests"]["nvidia.com/gpu"] = "1";
      objects.resources["limits"]["nvidia.com/gpu"] = "1";
    },
  },
  {
    name: "quota of pods",
    check: "quota-admits-peak",
    values: ["0", "1", "2", "4", "8", "20"],
    harmless: ["60"],
    apply: (objects, value) => {
      objects.quota["pods"] = value;
    },
  },
  {
    name: "quota of CPU",
    check: "quota-admits-peak",
    values: ["0", "250m", "499m", "1", "9000"],
    harmless: ["100"],
    apply: (objects, value) => {
      objects.quota["requests.cpu"] = value;
    },
  },
  {
    name: "quota of memory limits",
    check: "quota-admits-peak",
    values: ["1000Mi", "512Mi", "64Mi", "2Gi", "100Gi"],
    harmless: ["200Gi"],
    apply: (objects, value) => {
      objects.quota["limits.memory"] = value;
    },
  },
  {
    name: "quota of CPU limits",
    check: "quota-admits-peak",
    apply: (objects) => {
      delete objects.resources["limits"].cpu;
      objects.quota["limits.cpu"] = "100";
    },
  },
  {
    name: "unreadable quota",
    check: "namespace-quota",
    values: ["ten", "-1", "1.5.0"],
    harmless: ["6e1", "0.1k"],
    apply: (objects, value) => {
      objects.quota["pods"] = value;
    },
  },
  {
    name: "quota of objects",
    check: "quota-admits-peak",
    values: ["services", "configmaps", "count/deployments.apps", "count/services", "count/pods"],
    harmless: ["services 9", "count/deployments.apps 9"],
    apply: (objects, value) => {
      const [key = "", amount = "0"] = String(value).split(" ");
      objects.quota[key] = amount;
    },
  },
  {
    name: "quota without load balancers",
    check: "namespace-quota",
    values: ["0"],
    harmless: ["3"],
    on: ["ml-inference-prod"],
    apply: (objects, value) => {
      objects.quota["services.loadbalancers"] = value;
    },
  },
  {
    name: "largest container of the LimitRange",
    check: "namespace-quota",
    values: ["memory 256Mi", "cpu 100m"],
    harmless: ["memory 16Gi", "cpu 8"],
    apply: (objects, value) => {
      const [key = "", amount] = String(value).split(" ");
      objects.limits["max"] = { [key]: amount };
    },
  },
  {
    name: "smallest container of the LimitRange",
    check: "namespace-quota",
    values: ["memory 8Gi", "cpu 8"],
    harmless: ["memory 16Mi"],
    apply: (objects, value) => {
      const [key = "", amount] = String(value).split(" ");
      objects.limits["min"] = { [key]: amount };
    },
  },
  {
    name: "defaults of the LimitRange",
    check: "namespace-quota",
    values: ["64Mi", "128MB"],
    harmless: ["512Mi", "1Gi"],
    apply: (objects, value) => {
      objects.limits["default"].memory = value;
    },
  },
];

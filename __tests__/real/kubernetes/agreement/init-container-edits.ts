import { type Edit } from "./edit";

/** Edits that add an init container. It runs before the others, or beside them if it restarts always. */
export const INIT_CONTAINER_EDITS: readonly Edit[] = [
  {
    name: "memory of an init container",
    check: "pod-fits-node",
    values: ["100Gi"],
    harmless: ["64Mi", "512Mi"],
    apply: (objects, value) => {
      const { resources } = objects.addInitContainer();
      resources.requests.memory = value;
      resources.limits.memory = value;
      objects.raiseQuota();
    },
  },
  {
    name: "memory of an init container in the quota",
    check: "quota-admits-peak",
    values: ["2500Mi 2Gi"],
    harmless: ["128Mi 100Gi"],
    apply: (objects, value) => {
      const [memory, quota] = String(value).split(" ");
      const { resources } = objects.addInitContainer();
      resources.requests.memory = memory;
      resources.limits.memory = memory;
      objects.quota["limits.memory"] = quota;
    },
  },
  {
    name: "memory of a container beside the model",
    check: "pod-fits-node",
    values: ["1700Mi"],
    harmless: ["300Mi"],
    apply: (objects, value) => {
      const beside = objects.addInitContainer({ restart_policy: "Always" });
      for (const resources of [objects.resources, beside.resources]) {
        Object.assign(resources.requests, { memory: value });
        Object.assign(resources.limits, { memory: value });
      }
      objects.raiseQuota();
    },
  },
  {
    name: "unreadable amount of an init container",
    check: "container-resources",
    values: ["1GB"],
    harmless: ["1e8"],
    apply: (objects, value) => {
      objects.addInitContainer().resources.requests.memory = value;
    },
  },
  {
    name: "privileged init container",
    check: "pod-security",
    values: [true],
    harmless: [false],
    apply: (objects, value) => {
      const { security_context: security } = objects.addInitContainer();
      Object.assign(security, { privileged: value, allow_privilege_escalation: value });
    },
  },
  {
    name: "security context of an init container",
    check: "pod-security",
    values: ["missing"],
    apply: (objects) => {
      delete objects.addInitContainer().security_context;
    },
  },
  {
    name: "name of an init container",
    check: "name-limits",
    values: ["model_init", "-a"],
    harmless: ["init-2"],
    apply: (objects, value) => {
      objects.addInitContainer({ name: value });
    },
  },
  {
    name: "init container with the name of the container",
    check: "name-limits",
    apply: (objects) => {
      objects.addInitContainer({ name: objects.container["name"] });
    },
  },
  {
    name: "mount of an init container",
    check: "writable-volumes",
    values: ["data"],
    harmless: ["tmp"],
    apply: (objects, value) => {
      objects.addInitContainer({ volume_mount: [{ mount_path: "/tmp", name: value }] });
    },
  },
  {
    name: "probe of an init container",
    check: "probes",
    values: ["init"],
    harmless: ["beside the model"],
    apply: (objects, value) => {
      const container = objects.addInitContainer(value === "init" ? {} : { restart_policy: "Always" });
      container.readiness_probe = { exec: { command: ["true"] } };
      objects.raiseQuota();
    },
  },
];

import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { stoppingOf } from "../../../infrastructure/stopping";
import { type ResourceChange } from "../../change";
import { type Edit } from "../../comparison/edit";
import { say } from "../../stages/phrase";
import { fromTo } from "../edited";
import { type Change, type Topic, type TopicLine } from "../topic";
import { WITH_PODS } from "./judged";

/**
 * Requests to pods that run while the change is applied, and to pods that end: ports, health paths and the time to drain.
 *
 * Sources: AWS Load Balancer Controller, "Ingress annotations", healthcheck-path; Kubernetes documentation, "Pod Lifecycle",
 * "Termination of Pods" (read 2026-11-20).
 */
export const serving: Topic = {
  title: "Requests during the change",
  lines: (change) =>
    change.resources.flatMap((resource) =>
      WITH_PODS.test(resource.type) && resource.action === "change"
        ? [...portLines(change, resource), ...healthLines(change, resource), ...drainLines(change, resource)]
        : [],
    ),
};

const PORT = /^spec\.template\.spec\.container\.port\.container_port$/;
const RULE = /^aws_(vpc_security_group_(in|e)gress_rule|security_group_rule)$/;

/** A port without the former one: rules of security groups for the old port go before the last old pod. */
function portLines({ resources }: Change, { layer, address, edits }: ResourceChange): TopicLine[] {
  return edits
    .filter(({ argument, before }) => PORT.test(argument) && before !== undefined)
    .map((edit) => {
      const isClosed = resources.some(
        ({ type, action, before = {} }) =>
          RULE.test(type) && action === "destroy" && String(before["from_port"]) === String(edit.before),
      );
      return {
        level: "attention",
        ...(isClosed ? { harm: "outage" as const } : {}),
        layer,
        address,
        edits: [edit],
        text: isClosed
          ? say`port of ${address}: ${fromTo(edit)}; running pods listen on the old port, whose rules the change removes: clients get no answer until the rollout ends`
          : say`port of ${address}: ${fromTo(edit)}; the program of the image has to listen on it`,
      };
    });
}

const PROBED = /^spec\.template\.spec\.container\.(startup|liveness|readiness)_probe\.http_get\.path$/;
const ANNOTATION = /^metadata\.annotations\.alb\.ingress\.kubernetes\.io\/healthcheck-path$/;

/** Another path of health checks: kubelets ask new pods only, and a load balancer the running ones at once. */
function healthLines({ resources }: Change, { layer, address, edits }: ResourceChange): TopicLine[] {
  const found = edits.filter(({ argument }) => PROBED.test(argument));
  const [first] = found;
  if (!first) return [];
  const asked = resources.flatMap(({ type, edits: others }): Edit[] =>
    /^kubernetes_(service|ingress)(_v1)?$/.test(type)
      ? others.filter(
          ({ path, before, after }) =>
            ANNOTATION.test(path) && before === first.before && after === first.after,
        )
      : [],
  );
  return [
    {
      level: "attention",
      harm: "pods roll",
      layer,
      address,
      edits: [...found, ...asked],
      text:
        asked.length > 0
          ? say`health path of ${address}: ${fromTo(first)}; the load balancer asks running pods for it at once, and sends no requests to those that do not answer`
          : say`health path of ${address}: ${fromTo(first)}; an image that does not answer it stops the rollout`,
    },
  ];
}

const STOPPING = /\.container\.lifecycle\.pre_stop(\.|$)/;

/** Seconds that a pod still serves after its end began, while load balancers learn of it. */
function drainLines({ before, after }: Change, { layer, address, edits }: ResourceChange): TopicLine[] {
  const [old, now] = [before, after].map((plan) => {
    const pods = objectsOf(plan).pods.find(
      ({ owner }) => owner.resource.layer === layer && owner.resource.address === address,
    );
    return pods && stoppingOf(pods).serves;
  });
  const found = edits.filter(({ argument }) => STOPPING.test(argument));
  if (old === undefined || now === undefined || old === now || found.length === 0) return [];
  const isLess = now < old;
  const text = say`seconds that an ending pod of ${address} still serves (drainSeconds): ${old} → ${now}`;
  return [
    {
      level: isLess ? "attention" : "info",
      layer,
      address,
      edits: found,
      text: isLess
        ? say`${text}; a load balancer sends requests to it for a few seconds more, which then fail`
        : text,
    },
  ];
}

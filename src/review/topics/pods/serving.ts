import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { stoppingOf } from "../../../infrastructure/kubernetes-pods";
import { type ResourceChange } from "../../change";
import { fromTo } from "../../stages/phrase";
import { type Change, editsOf, isAt, type Topic, type TopicLine } from "../topic";
import { sentencesOf } from "../named";
import { type Own, rowLines } from "../rows";
import { WITH_PODS } from "./judged";

const { line } = sentencesOf("Requests during the change");

/**
 * Requests to pods that run while the change is applied, and to pods that end: ports, health paths and the time to drain.
 *
 * Sources: AWS Load Balancer Controller, "Ingress annotations", healthcheck-path; Kubernetes documentation, "Pod Lifecycle",
 * "Termination of Pods" (read 2026-11-20).
 */
export const serving: Topic = {
  title: "Requests during the change",
  lines: (change) =>
    change.resources
      .filter(({ type, action }) => WITH_PODS.test(type) && action === "change")
      .flatMap((resource) => [
        ...rowLines("Ports of pods", resource, change, PORTS),
        ...healthLines(change, resource),
        ...drainLines(change, resource),
      ]),
};

const RULE = /^aws_(vpc_security_group_(in|e)gress_rule|security_group_rule)$/;

/** A port without the former one: rules of security groups for the old port go before the last old pod. */
const PORTS: Own = {
  when: {
    "without rules": ({ edit, change: { resources } }) =>
      resources.some(
        ({ type, action, before = {} }) =>
          RULE.test(type) && action === "destroy" && String(before["from_port"]) === String(edit.before),
      ),
  },
};

const PROBED = /^spec\.template\.spec\.container\.(startup|liveness|readiness)_probe\.http_get\.path$/;
const ANNOTATION = /^metadata\.annotations\.alb\.ingress\.kubernetes\.io\/healthcheck-path$/;

/** Another path of health checks: kubelets ask new pods only, and a load balancer the running ones at once. */
function healthLines({ resources }: Change, resource: ResourceChange): TopicLine[] {
  const found = editsOf(resource, PROBED);
  const [first] = found;
  if (!first) return [];
  const asked = resources
    .filter(({ type }) => /^kubernetes_(service|ingress)(_v1)?$/.test(type))
    .flatMap(({ edits }) => edits)
    .filter(
      ({ path, before, after }) => ANNOTATION.test(path) && before === first.before && after === first.after,
    );
  const name = asked.length > 0 ? "path asked at once" : "path of new pods";
  return [line(name, resource, { change: fromTo(first) }, { edits: [...found, ...asked] })];
}

const STOPPING = /\.container\.lifecycle\.pre_stop(\.|$)/;

/** Seconds that a pod still serves after its end began, while load balancers learn of it. */
function drainLines({ before, after }: Change, resource: ResourceChange): TopicLine[] {
  const [old, now] = [before, after].map((plan) => {
    const pods = objectsOf(plan).pods.find(({ owner }) => isAt(resource)(owner.resource));
    return pods && stoppingOf(pods).serves;
  });
  const edits = editsOf(resource, STOPPING);
  if (old === undefined || now === undefined || old === now || edits.length === 0) return [];
  const name = now > old ? "longer drain" : "shorter drain";
  return [line(name, resource, { old, new: now }, { edits })];
}

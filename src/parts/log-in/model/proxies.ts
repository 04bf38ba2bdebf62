import { text, texts } from "../../../terraform/stack-json";
import { ImageReference } from "../../../infrastructure/kubernetes-images";
import { knownText } from "../../../infrastructure/text-references";
import { type ContainerSpec } from "../../../infrastructure/kubernetes-api";
import { type Pods, objectsOf } from "../../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, inLayer, memoizePerPlan } from "../../../terraform/environment-plan";
import { OAUTH2_PROXY } from "../facts";

/** Pods of a proxy with a log-in, and its provider. */
export interface LogInProxy {
  readonly pods: Pods;
  /** Port of its provider; undefined for one without an HTTPS URL. */
  readonly port: number | undefined;
  readonly host: string;
  /** Ranges of the provider, as the file states them. */
  readonly cidrs: readonly string[];
  /** The way in which its name resolves, as the file states it. @default - not stated */
  readonly resolvedBy?: string;
  /** Address of its page, without a path. */
  readonly page: string;
  /** Groups whose members open the page. */
  readonly groups: readonly string[];
  /** Addresses to which it leads. */
  readonly upstreams: readonly string[];
}

export const logInProxiesOf = memoizePerPlan((plan: EnvironmentPlan): readonly LogInProxy[] =>
  objectsOf(plan)
    .pods.filter((pods) => isLogInProxy(plan, pods))
    .map((pods) => {
      const args = pods.containers
        .filter(({ config }) => isProxy(plan, pods, config))
        .flatMap(({ config }) => texts(config.args));
      const [issuer = ""] = valuesOf(args, "oidc-issuer-url");
      const url = issuer.startsWith("https://") && URL.canParse(issuer) ? new URL(issuer) : undefined;
      const { annotations } = pods.owner;
      const resolvedBy = annotations["private-eks-inference/issuer-resolved-by"];
      return {
        pods,
        port: url && Number(url.port || "443"),
        host: url?.hostname ?? "",
        cidrs: (annotations["private-eks-inference/issuer-cidrs"] ?? "").split(",").filter(Boolean),
        ...(resolvedBy === undefined ? {} : { resolvedBy }),
        page: originOf(valuesOf(args, "redirect-url")[0] ?? ""),
        groups: valuesOf(args, "allowed-group"),
        upstreams: valuesOf(args, "upstream"),
      };
    }),
);

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : "");

const valuesOf = (args: readonly string[], flag: string): string[] =>
  args.flatMap((each) => (each.startsWith(`--${flag}=`) ? [each.slice(flag.length + 3)] : []));

/** Whether pods have a proxy with a log-in, by its image or a copy. */
export const isLogInProxy = (plan: EnvironmentPlan, pods: Pods): boolean =>
  pods.containers.some(({ config }) => isProxy(plan, pods, config));

export const isProxy = (plan: EnvironmentPlan, pods: Pods, container: ContainerSpec): boolean =>
  proxyImage(plan, pods, container).isCopyOf({ repository: OAUTH2_PROXY });

export const proxyImage = (
  plan: EnvironmentPlan,
  { owner }: Pods,
  { image }: ContainerSpec,
): ImageReference =>
  ImageReference.parse(knownText(plan, inLayer(owner.resource, image)) ?? text(image) ?? "");

import { type Amount, type Flag, type Mapping, type Texts } from "./values";

export interface ServiceSpec {
  readonly allocateLoadBalancerNodePorts?: Flag;
  readonly clusterIP?: string;
  readonly externalIPs?: Texts;
  readonly loadBalancerClass?: string;
  readonly loadBalancerSourceRanges?: Texts;
  readonly ports?: readonly PortOfService[];
  readonly publishNotReadyAddresses?: Flag;
  readonly selector?: Mapping;
  readonly sessionAffinity?: string;
  readonly sessionAffinityConfig?: { readonly clientIP?: { readonly timeoutSeconds?: Amount } };
  readonly type?: string;
}

export interface PortOfService {
  readonly name?: string;
  readonly nodePort?: Amount;
  readonly port?: Amount;
  readonly protocol?: string;
  readonly targetPort?: Amount;
}

export interface IngressSpec {
  readonly defaultBackend?: IngressBackend;
  readonly ingressClassName?: string;
  readonly rules?: readonly IngressRule[];
  readonly tls?: readonly { readonly hosts?: Texts; readonly secretName?: string }[];
}

export interface IngressRule {
  readonly host?: string;
  readonly http?: { readonly paths?: readonly IngressPathSpec[] };
}

export interface IngressPathSpec {
  readonly backend?: IngressBackend;
  readonly path?: string;
  readonly pathType?: string;
}

export interface IngressBackend {
  readonly service?: {
    readonly name?: string;
    readonly port?: { readonly name?: string; readonly number?: Amount };
  };
}

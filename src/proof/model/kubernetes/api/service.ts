import { type Amount, type Flag, type Mapping, type Texts } from "./values";

export type ServiceSpec = {
  readonly allocateLoadBalancerNodePorts?: Flag;
  readonly clusterIP?: string;
  readonly loadBalancerClass?: string;
  readonly loadBalancerSourceRanges?: Texts;
  readonly ports?: readonly PortOfService[];
  readonly selector?: Mapping;
  readonly type?: string;
};

export type PortOfService = {
  readonly name?: string;
  readonly nodePort?: Amount;
  readonly port?: Amount;
  readonly protocol?: string;
  readonly targetPort?: Amount;
};

export type IngressSpec = {
  readonly defaultBackend?: IngressBackend;
  readonly ingressClassName?: string;
  readonly rules?: readonly IngressRule[];
  readonly tls?: readonly { readonly hosts?: Texts; readonly secretName?: string }[];
};

export type IngressRule = {
  readonly host?: string;
  readonly http?: { readonly paths?: readonly IngressPathSpec[] };
};

export type IngressPathSpec = {
  readonly backend?: IngressBackend;
  readonly path?: string;
  readonly pathType?: string;
};

export type IngressBackend = {
  readonly service?: {
    readonly name?: string;
    readonly port?: { readonly name?: string; readonly number?: Amount };
  };
};

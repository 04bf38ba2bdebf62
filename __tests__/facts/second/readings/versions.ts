import { KUBERNETES } from "../../../../src/facts/kubernetes-versions";
import second from "../kubernetes-versions.json";
import { type SecondReading, differing } from "../reading";

export const READINGS: readonly SecondReading[] = [
  {
    title: "support of Kubernetes versions: endoflife.date",
    differences: () =>
      Object.entries(second.versions)
        .filter(([version]) => version > "1.30")
        .flatMap(([version, { standardSupportEnds, extendedSupportEnds }]) => {
          const own = KUBERNETES.calendar.get(version);
          return [
            ...differing(`standard support of ${version}`, own?.standardSupportEnds, standardSupportEnds),
            ...differing(`extended support of ${version}`, own?.extendedSupportEnds, extendedSupportEnds),
          ];
        }),
  },
];

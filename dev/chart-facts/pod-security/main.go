// Judges pods by the Pod Security Standards with the package that kube-apiserver calls. Standard input is a JSON list of pods;
// standard output is a JSON list in the same order, with the reasons against each level.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type judgement struct {
	Baseline   []string `json:"baseline"`
	Restricted []string `json:"restricted"`
}

func main() {
	if err := judge(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func judge() error {
	var pods []corev1.Pod
	decoder := json.NewDecoder(os.Stdin)
	if err := decoder.Decode(&pods); err != nil {
		return fmt.Errorf("pods: %w", err)
	}
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return err
	}
	reasons := func(level api.Level, pod *corev1.Pod) []string {
		found := []string{}
		lv := api.LevelVersion{Level: level, Version: api.LatestVersion()}
		for _, result := range evaluator.EvaluatePod(lv, &pod.ObjectMeta, &pod.Spec) {
			if !result.Allowed {
				found = append(found, fmt.Sprintf("%s (%s)", result.ForbiddenReason, result.ForbiddenDetail))
			}
		}
		return found
	}
	judged := []judgement{}
	for i := range pods {
		judged = append(judged, judgement{
			Baseline:   reasons(api.LevelBaseline, &pods[i]),
			Restricted: reasons(api.LevelRestricted, &pods[i]),
		})
	}
	return json.NewEncoder(os.Stdout).Encode(judged)
}

/** YAML read strictly: every complaint names the file and the path. */
package hk.innopark.simulators.yaml;

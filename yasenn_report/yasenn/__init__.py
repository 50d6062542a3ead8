"""The method, one module a step: activations, distil, partition, describe, measure."""

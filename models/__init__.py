"""The networks: backbones, heads, losses, training samplers and the training loop."""

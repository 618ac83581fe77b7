"""Which of the mined pairs are asked, and what the answers imply. The strategies are in `strategies`."""

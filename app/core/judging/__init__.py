"""A pair's grade predicted: from all that can be measured of two pictures, or from their distance alone."""

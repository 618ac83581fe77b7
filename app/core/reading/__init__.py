"""Files into pictures: found, told apart, decoded in processes of their own, stated as rows."""

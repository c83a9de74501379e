"""The model and its arithmetic: values in, values out."""

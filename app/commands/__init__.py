"""Every command of the command line: parse, call the pipeline, print. What a stage does is in app/core/pipeline.py."""

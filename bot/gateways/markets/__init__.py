"""Gift markets, each in a folder of its own: `client` asks, `mapping` reads rows, `limits` says
how often it may be asked, `errors` what its refusals mean. What all share stands here.
"""
